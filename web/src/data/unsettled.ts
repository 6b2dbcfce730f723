/** What only the patient can decide: two versions of a record, or one the server will not take. */
import type { RecordId } from '#domain/id.ts';
import { newId } from '#domain/id.ts';
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
    await transaction.objectStore('outbox').put(queued(change, undefined));
    await transaction.objectStore('conflicts').delete(id);
  });
  announce();
}

/** The other device's version stays; with `both`, this one's becomes an entry of its own. */
export async function takeTheirs(id: RecordId, { both } = { both: false }): Promise<void> {
  await write(['records', 'outbox', 'conflicts', 'facts'], async (transaction) => {
    const conflict = await transaction.objectStore('conflicts').get(id);
    if (!conflict) return;
    const { kind, mine, theirs } = conflict;
    const records = transaction.objectStore('records');
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
