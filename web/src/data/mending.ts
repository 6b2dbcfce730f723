/**
 * Rows of this device that cannot be read, or are none: a browser may lose a file of its database, and an
 * earlier fault may have written nonsense. None of them may keep the rest from being sent or shown.
 *
 * What an entry says is here twice while it waits: each half is mended by the other. What is then still
 * missing comes from the server again, and what was here alone is set aside to be looked at.
 */
import { newId, type RecordId } from '#domain/id.ts';
import type { Kind } from '#domain/records.ts';
import { announce } from './changes.svelte.ts';
import {
  DAMAGED,
  NEWS,
  recordOf,
  whyUnkept,
  withDatabase,
  write,
  type AnyBody,
  type Content,
  type Waiting,
} from './database.ts';
import { CURSOR, HISTORY } from './exchange.ts';
import { queued } from './journal.ts';
import {
  isBody,
  isConflict,
  isContent,
  isDeletion,
  isKind,
  isObject,
  isRecord,
  isRevision,
  isText,
  isWaiting,
  textOf,
} from './shapes.ts';
import { inTurn } from './turns.ts';

/** What cannot be read at all. */
const LOST = Symbol('lost');
type Rows = Map<RecordId, unknown>;

interface Found {
  records: Rows;
  outbox: Rows;
  conflicts: Rows;
  deletions: Rows;
}

/** Answers how many rows were mended or set aside. Never throws. */
export async function mend(): Promise<number> {
  if (whyUnkept()) return 0;
  try {
    const mended = await inTurn('sync', async () => (await mendFacts()) + (await mendRows()));
    if (mended > 0) announce();
    return mended;
  } catch {
    return 0;
  }
}

let tried = false;

/** For a page that cannot be shown: one that fails again fails for another reason. */
export async function mendOnce(): Promise<number> {
  if (tried) return 0;
  tried = true;
  return mend();
}

const STORES = ['records', 'outbox', 'conflicts', 'deletions'] as const;

async function mendRows(): Promise<number> {
  const [records, outbox, conflicts, deletions] = await Promise.all(STORES.map(rowsOf));
  if (!records || !outbox || !conflicts || !deletions) return 0;
  const found = { records, outbox, conflicts, deletions };
  const bad = new Set<RecordId>([
    ...badIn(records, isRecord),
    ...badIn(outbox, isWaiting),
    ...badIn(conflicts, isConflict),
    ...badIn(deletions, isDeletion),
  ]);
  for (const id of bad) await mendOne(id, found);
  return bad.size;
}

/** Every row by its key; where one cannot be read, the others are. */
async function rowsOf(store: (typeof STORES)[number]): Promise<Rows> {
  const keys = await withDatabase((database) => database.getAllKeys(store));
  try {
    const rows = await withDatabase((database) => database.getAll(store));
    return new Map(keys.map((key, index) => [key, rows[index]]));
  } catch {
    const one = (key: RecordId) => withDatabase((database) => database.get(store, key));
    const read = keys.map(async (key) => [key, await one(key).catch(() => LOST)] as const);
    return new Map(await Promise.all(read));
  }
}

const badIn = (rows: Rows, isGood: (row: unknown) => boolean): RecordId[] =>
  [...rows].filter(([, row]) => !isGood(row)).map(([id]) => id);

/** All that is known of one entry is put together anew. */
async function mendOne(id: RecordId, found: Found): Promise<void> {
  const record = found.records.get(id);
  const row = found.outbox.get(id);
  const conflict = found.conflicts.get(id);
  const kind = [record, row, conflict].map(kindOf).find((one) => one !== undefined);
  const revision = [record, row].map(revisionOf).find((one) => one !== undefined) ?? 0;
  const contents = [
    contentIn(row, 'content'),
    contentIn(conflict, 'mine'),
    contentOfRecord(record),
  ];
  const content = contents.find((one) => one !== undefined);
  const waits = row !== undefined || conflict !== undefined;
  await write(['records', 'outbox', 'conflicts', 'deletions', 'facts'], async (transaction) => {
    const [records, outbox] = [
      transaction.objectStore('records'),
      transaction.objectStore('outbox'),
    ];
    const deletion = found.deletions.get(id);
    if (deletion !== undefined && !isDeletion(deletion))
      await transaction.objectStore('deletions').delete(id);
    if (conflict !== undefined && !isConflict(conflict))
      await transaction.objectStore('conflicts').delete(id);
    if (kind && content && 'body' in content)
      await records.put(recordOf(id, kind, revision, content.body));
    else await records.delete(id);
    if (isWaiting(row) || (isConflict(conflict) && row === undefined)) return;
    await outbox.delete(id);
    if (kind && content) {
      // Of one whose revision is unknown the server says whether it has it.
      if (waits || revision === 0)
        await outbox.put(queued({ id, kind, base_revision: revision, content }, undefined));
      return;
    }
    const raw = [row, conflict, record].map(textOf).find(Boolean) ?? '';
    if (waits || (raw !== '' && revision === 0)) await outbox.put(setAside(id, kind, raw));
    // The server has it: it comes again.
    else await transaction.objectStore('facts').delete(CURSOR);
  });
}

/** In the server's language, as what it says of an entry. */
const SAID = 'This entry cannot be read on this device.';

const setAside = (id: RecordId, kind: Kind | undefined, raw: string): Waiting => ({
  ...{ id, kind: kind ?? 'check_in', base_revision: 0, content: { body: {} as AnyBody } },
  ...{ stamp: newId(), sent: [], aside: SAID, raw },
});

/** What a fact has to be like; what is not is forgotten, and asked of the server again. */
const FACTS: Record<string, (value: unknown) => boolean> = {
  [CURSOR]: isRevision,
  [HISTORY]: (value) => isObject(value) && [value['history'], value['tip']].every(isText),
  [DAMAGED]: (value) => Array.isArray(value) && value.every(isObject),
  [NEWS]: isObject,
};

function mendFacts(): Promise<number> {
  return write(['facts'], async (transaction) => {
    const facts = transaction.objectStore('facts');
    let mended = 0;
    for (const [key, isGood] of Object.entries(FACTS)) {
      const value = await facts.get(key);
      if (value === undefined || isGood(value)) continue;
      await facts.delete(key);
      mended += 1;
    }
    return mended;
  });
}

const kindOf = (row: unknown): Kind | undefined =>
  isObject(row) && isKind(row['kind']) ? row['kind'] : undefined;

function revisionOf(row: unknown): number | undefined {
  if (!isObject(row)) return undefined;
  return [row['base_revision'], row['revision']].find(isRevision);
}

function contentIn(row: unknown, member: 'content' | 'mine'): Content | undefined {
  const kind = kindOf(row);
  const content = isObject(row) ? row[member] : undefined;
  return kind && isContent(kind, content) ? content : undefined;
}

function contentOfRecord(row: unknown): Content | undefined {
  const kind = kindOf(row);
  const body = isObject(row) ? row['body'] : undefined;
  return kind && isBody(kind, body) ? { body } : undefined;
}
