/** Reading and writing the journal on this device. Nothing here waits for the network. */
import type { Day } from '#domain/day.ts';
import { fingerprint } from '#domain/fingerprint.ts';
import { newId, type RecordId } from '#domain/id.ts';
import type { Bodies, Identified, Kind } from '#domain/records.ts';
import { wellFormed } from '#domain/well_formed.ts';
import { announce } from './changes.svelte.ts';
import {
  ACCOUNT_REFUSED,
  DAMAGED,
  NEWS,
  recordOf,
  whyUnkept,
  withDatabase,
  write,
  type AnyBody,
  type Damaged,
  type StoredRecord,
  type Transaction,
  type Waiting,
} from './database.ts';
import { draftKey } from './draft.ts';
import { Tally } from './scored.ts';
import type { Before } from './straight.ts';

/** What else saving means where this device keeps nothing. */
const straight = async () => (whyUnkept() ? import('./straight.ts') : undefined);

export const SAVING: ('records' | 'outbox' | 'facts')[] = ['records', 'outbox', 'facts'];

/**
 * Stores a record and queues it for the server, both or neither. What was begun of it in a form is
 * no longer a draft; that of a new record may be kept by its day (`about`). Where this device keeps
 * nothing, it is saved when the server has it, and throws when that cannot be.
 */
export async function save<K extends Kind>(
  kind: K,
  body: Bodies[K],
  edited?: RecordId,
  about?: Day,
): Promise<RecordId> {
  const form = draftKey(kind, edited ?? about);
  const tried = (await straight())?.triedBefore(form);
  const id = edited ?? tried?.id ?? newId();
  const before = await write(SAVING, async (transaction) => {
    const known = await put(transaction, kind, body, id, tried);
    await transaction.objectStore('facts').delete(form);
    return known;
  });
  await (await straight())?.sendStraight(id, form, before);
  announce();
  return id;
}

export type Saving = Transaction<(typeof SAVING)[number], 'readwrite'>;

/** Stores a record in a transaction of the caller's, and queues it. Answers how it was before. */
export async function put(
  transaction: Saving,
  kind: Kind,
  written: AnyBody,
  id: RecordId,
  tried?: Waiting | undefined,
): Promise<Before> {
  const body = wellFormed(written);
  const records = transaction.objectStore('records');
  const outbox = transaction.objectStore('outbox');
  const [record, row] = await Promise.all([records.get(id), outbox.get(id)]);
  // One that is written anew while its deletion still waits goes on top of what that deletes.
  const revision = record?.revision ?? row?.base_revision ?? 0;
  const tally = new Tally();
  tally.change(record?.body, body);
  await Promise.all([
    records.put(recordOf(id, kind, revision, body)),
    outbox.put(
      queued({ id, kind, base_revision: revision, content: { body } }, row ?? tried, record?.body),
    ),
    tally.keep(transaction),
  ]);
  return { record, row };
}

/** Deletes a record here and queues the deletion; one the server never heard of leaves no trace. */
export async function remove(id: RecordId): Promise<void> {
  const before = await write(SAVING, async (transaction): Promise<Before> => {
    const records = transaction.objectStore('records');
    const outbox = transaction.objectStore('outbox');
    const [stored, waiting] = await Promise.all([records.get(id), outbox.get(id)]);
    if (!stored) return { record: stored, row: waiting };
    const unheard = stored.revision === 0 && !waiting?.sent.length;
    const { kind, revision } = stored;
    const tally = new Tally();
    tally.change(stored.body, undefined);
    await Promise.all([
      tally.keep(transaction),
      records.delete(id),
      transaction.objectStore('facts').delete(draftKey(kind, id)),
      unheard
        ? outbox.delete(id)
        : outbox.put(
            queued(
              { id, kind, base_revision: revision, content: { deleted: true } },
              waiting,
              stored.body,
            ),
          ),
    ]);
    return { record: stored, row: waiting };
  });
  await (await straight())?.sendStraight(id, id, before);
  announce();
}

/**
 * The row for the outbox; it inherits what an earlier one has sent without an answer, and upon what
 * that was made. Otherwise it is made upon the body `before`, which the server has.
 */
export function queued(
  change: Omit<Waiting, 'stamp' | 'sent' | 'aside' | 'said' | 'places' | 'upon'>,
  earlier: Waiting | undefined,
  before?: AnyBody,
): Waiting {
  const upon = earlier ? earlier.upon : before && fingerprint(before);
  return { ...change, stamp: newId(), sent: earlier?.sent ?? [], upon };
}

function identified<K extends Kind>(record: StoredRecord): Identified<Bodies[K]> {
  return { ...(record.body as Bodies[K]), id: record.id };
}

export async function find<K extends Kind>(
  kind: K,
  id: RecordId,
): Promise<Identified<Bodies[K]> | undefined> {
  const record = await withDatabase((database) => database.get('records', id));
  return record?.kind === kind ? identified<K>(record) : undefined;
}

/** The records of a kind from one day to another (both included), by day. */
export async function list<K extends Kind>(
  kind: K,
  from: Day = '',
  to: Day = '\uffff',
): Promise<Identified<Bodies[K]>[]> {
  const days = IDBKeyRange.bound([kind, from], [kind, to]);
  const found = await withDatabase((database) =>
    database.getAllFromIndex('records', 'by_day', days),
  );
  return found.map((record) => identified<K>(record));
}

/** The days of the earliest and the latest record of a kind; found without reading any. */
export async function spanOf(kind: Kind): Promise<{ first: Day; last: Day } | undefined> {
  const days = IDBKeyRange.bound([kind, ''], [kind, '\uffff']);
  const [first, last] = await withDatabase((database) => {
    const byDay = database.transaction('records').store.index('by_day');
    return Promise.all([byDay.openKeyCursor(days), byDay.openKeyCursor(days, 'prev')]);
  });
  return first && last ? { first: first.key[1], last: last.key[1] } : undefined;
}

export interface Standing {
  waiting: number;
  /** What the server refused, entries, and settings taken together; and what it cannot read. */
  aside: number;
  conflicts: number;
  /** Whether there is something to be said once. */
  news: boolean;
}

/** The entries that the server refused: lists mark them. */
export async function refusedIds(): Promise<ReadonlySet<RecordId>> {
  const outbox = await withDatabase((database) => database.getAll('outbox'));
  return new Set(outbox.filter((row) => row.aside !== undefined).map(({ id }) => id));
}

/** What has not reached the server yet. */
export function standing(): Promise<Standing> {
  return withDatabase(async (database) => {
    const [outbox, conflicts, settings, damaged, news] = await Promise.all([
      database.getAll('outbox'),
      database.count('conflicts'),
      database.get('facts', ACCOUNT_REFUSED),
      database.get('facts', DAMAGED),
      database.get('facts', NEWS),
    ]);
    const unreadable = (damaged as Damaged[] | undefined)?.length ?? 0;
    const refused = outbox.filter((row) => row.aside !== undefined).length;
    return {
      waiting: outbox.length - refused,
      aside: refused + unreadable + (settings === undefined ? 0 : 1),
      conflicts,
      news: news !== undefined,
    };
  });
}
