/** What the server refused of a batch. It rests on this device, and the pages say so. */
import type { RecordId } from '#domain/id.ts';
import type { Problem } from './api.ts';
import { write, type Transaction, type Waiting } from './database.ts';
import { CURSOR } from './exchange.ts';

interface Refusal {
  aside: string;
  places: string[];
}

/** Which of a batch the server does not take, and why. Of one alone it is clear. */
export function refusedOf(batch: readonly Waiting[], problem: Problem): Map<RecordId, Refusal> {
  const refused = new Map<RecordId, Refusal>();
  for (const { pointer, detail } of problem.faults) {
    const [, index, place] = /^\/changes\/(\d+)(?:\/body)?(.*)$/.exec(pointer ?? '') ?? [];
    const row = batch[Number(index)];
    if (!row) continue;
    const places = [...(refused.get(row.id)?.places ?? []), ...(place ? [place] : [])];
    refused.set(row.id, { aside: refused.get(row.id)?.aside ?? detail, places });
  }
  const [only] = batch;
  if (refused.size === 0 && only && batch.length === 1)
    refused.set(only.id, { aside: problem.message, places: [] });
  return refused;
}

/**
 * What the server cannot take rests here, and the rest goes without it. A deletion that it refuses
 * brings the entry back: it is there still, and says so.
 */
export async function setAside(
  batch: readonly Waiting[],
  refused: ReadonlyMap<RecordId, Refusal>,
): Promise<void> {
  await write(['outbox', 'facts'], async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    for (const row of batch) {
      const refusal = refused.get(row.id);
      const current = await outbox.get(row.id);
      if (!refusal || current?.stamp !== row.stamp) continue;
      await outbox.put({ ...current, ...refusal });
      if ('deleted' in row.content) await fetchAgain(transaction, row.base_revision);
    }
  });
}

/** The next fetch brings the server's version of a record that this device has given up. */
export async function fetchAgain(
  transaction: Transaction<'facts', 'readwrite'>,
  revision: number,
): Promise<void> {
  const facts = transaction.objectStore('facts');
  const reached = ((await facts.get(CURSOR)) as number | undefined) ?? 0;
  await facts.put(Math.max(0, Math.min(reached, revision - 1)), CURSOR);
}
