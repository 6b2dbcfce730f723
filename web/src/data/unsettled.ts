/** What only the patient can decide: two versions of a record, or one the server will not take. */
import type { RecordId } from '#domain/id.ts';
import { newId } from '#domain/id.ts';
import { together, type SafetyPlan } from '#domain/safety_plan.ts';
import { announce } from './changes.svelte.ts';
import {
  recordOf,
  withDatabase,
  write,
  type Conflict,
  type Content,
  type Waiting,
} from './database.ts';
import { queued } from './journal.ts';
import { fetchAgain } from './refusals.ts';
import { Tally } from './scored.ts';

export interface Unsettled {
  conflicts: Conflict[];
  asides: Waiting[];
}

export function unsettled(): Promise<Unsettled> {
  return withDatabase(async (database) => {
    const [conflicts, outbox] = await Promise.all([
      database.getAll('conflicts'),
      database.getAll('outbox'),
    ]);
    return { conflicts, asides: outbox.filter((row) => row.aside !== undefined) };
  });
}

/** Why the server refused this entry, if it did. */
export async function refusalOf(id: RecordId): Promise<Waiting | undefined> {
  const row = await withDatabase((database) => database.get('outbox', id));
  return row?.aside === undefined ? undefined : row;
}

/** Sends once more what was refused: the reason may be gone. */
export async function sendAgain(id: RecordId): Promise<void> {
  await write(['outbox'], async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    const row = await outbox.get(id);
    if (!row) return;
    const { kind, base_revision, content } = row;
    await outbox.put(queued({ id, kind, base_revision, content }, row));
  });
  announce();
}

/**
 * Gives up what the server refused: an entry that it never had is gone, another is soon again as the
 * server has it.
 */
export async function giveUp(id: RecordId): Promise<void> {
  await write(['records', 'outbox', 'facts'], async (transaction) => {
    const records = transaction.objectStore('records');
    const outbox = transaction.objectStore('outbox');
    const [record, row] = await Promise.all([records.get(id), outbox.get(id)]);
    if (row?.aside === undefined) return;
    await outbox.delete(id);
    // Whatever the server has of it comes again.
    if (row.raw !== undefined) return fetchAgain(transaction, 0);
    if (row.base_revision === 0 && !('deleted' in row.content)) {
      const tally = new Tally();
      tally.change(record?.body, undefined);
      await tally.keep(transaction);
      return records.delete(id);
    }
    // Older than whatever comes.
    if (record && 'body' in row.content) await records.put({ ...record, revision: 0 });
    await fetchAgain(transaction, row.base_revision);
  });
  announce();
}

/** This device's version goes to the server, on top of the other one. */
export async function keepMine(id: RecordId): Promise<void> {
  await write(['records', 'outbox', 'conflicts'], async (transaction) => {
    const conflict = await transaction.objectStore('conflicts').get(id);
    if (!conflict) return;
    const { kind, mine, theirs } = conflict;
    const records = transaction.objectStore('records');
    const record = await records.get(id);
    if (record) await records.put({ ...record, revision: theirs.revision });
    const change = { id, kind, base_revision: theirs.revision, content: mine };
    await transaction.objectStore('outbox').put(queued(change, undefined, bodyOf(theirs)));
    await transaction.objectStore('conflicts').delete(id);
  });
  announce();
}

/**
 * The other device's version stays; with `both`, this one's becomes an entry of its own, or of two
 * safety plans one.
 */
export async function takeTheirs(id: RecordId, { both } = { both: false }): Promise<void> {
  await write(['records', 'outbox', 'conflicts', 'facts'], async (transaction) => {
    const conflict = await transaction.objectStore('conflicts').get(id);
    if (!conflict) return;
    const { kind, mine, theirs } = conflict;
    const records = transaction.objectStore('records');
    if (both && kind === 'safety_plan' && 'body' in mine && 'body' in theirs) {
      const body = together(mine.body as SafetyPlan, theirs.body as SafetyPlan);
      const change = { id, kind, base_revision: theirs.revision, content: { body } };
      await records.put(recordOf(id, kind, theirs.revision, body));
      await transaction.objectStore('outbox').put(queued(change, undefined, theirs.body));
      await transaction.objectStore('conflicts').delete(id);
      return;
    }
    const tally = new Tally();
    tally.change((await records.get(id))?.body, bodyOf(theirs));
    if ('body' in theirs) await records.put(recordOf(id, kind, theirs.revision, theirs.body));
    else await records.delete(id);
    if (both && 'body' in mine) {
      tally.change(undefined, mine.body);
      const copy = { id: newId(), kind, base_revision: 0, content: mine };
      await records.put(recordOf(copy.id, kind, 0, mine.body));
      await transaction.objectStore('outbox').put(queued(copy, undefined));
    }
    await tally.keep(transaction);
    await transaction.objectStore('conflicts').delete(id);
  });
  announce();
}

const bodyOf = (content: Content) => ('body' in content ? content.body : undefined);
