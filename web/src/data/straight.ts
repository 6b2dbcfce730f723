/** Where this device keeps nothing, saved means that the server has it. */
import type { RecordId } from '#domain/id.ts';
import { Problem } from './api.ts';
import { withDatabase, write, type StoredRecord, type Waiting } from './database.ts';
import { exchangeAll } from './exchanging.ts';
import { Tally } from './scored.ts';

/**
 * What did not arrive, by what it is about. Saved again from the same form it is the same record: the
 * server may have the first one, though its answer was lost.
 */
const tried = new Map<string, Waiting>();

export const triedBefore = (about: string): Waiting | undefined => tried.get(about);

/** How a record was before it was changed. */
export interface Before {
  record: StoredRecord | undefined;
  row: Waiting | undefined;
}

/**
 * Resolves when the server has taken the change of a record. Otherwise all is as it was before, and the
 * reason is thrown: what was typed is in its form, and nowhere else.
 */
export async function sendStraight(id: RecordId, about: string, before: Before): Promise<void> {
  const failure: unknown = await exchangeAll().then(
    () => undefined,
    (cause: unknown) => cause,
  );
  const row = await withDatabase((database) => database.get('outbox', id));
  if (!row) {
    tried.delete(about);
    return;
  }
  await write(['records', 'outbox', 'facts'], async (transaction) => {
    const records = transaction.objectStore('records');
    const outbox = transaction.objectStore('outbox');
    const tally = new Tally();
    tally.change((await records.get(id))?.body, before.record?.body);
    await tally.keep(transaction);
    if (before.record) await records.put(before.record);
    else await records.delete(id);
    if (before.row) await outbox.put(before.row);
    else await outbox.delete(id);
  });
  tried.set(about, row);
  throw failure ?? new Problem(422, 'refused', row.aside ?? '');
}
