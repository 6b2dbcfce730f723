/** What the server refused of a batch. It rests on this device, and the pages say so. */
import type { RecordId } from '#domain/id.ts';
import type { Problem, Said } from './api.ts';
import { write, type Transaction, type Waiting } from './database.ts';
import { CURSOR, type Reach } from './exchange.ts';
import { queued } from './journal.ts';
import { isRefusal, sendBatch } from './sending.ts';

interface Refusal {
  aside: string;
  said: Said;
  places: string[];
}

/**
 * Sends what can be sent of a batch that was refused: those that the server names rest, and of one
 * that it refused as a whole each half is sent on its own, until the culprit stands alone.
 */
export async function sendApart(
  reach: Reach,
  batch: readonly Waiting[],
  problem: Problem,
): Promise<void> {
  if (problem.status === 500) await requireAnswer(reach, problem);
  const refused = refusedOf(batch, problem);
  if (refused.size > 0) {
    await setAside(batch, refused);
    return;
  }
  const middle = Math.ceil(batch.length / 2);
  for (const half of [batch.slice(0, middle), batch.slice(middle)]) {
    try {
      await sendBatch(reach, half);
    } catch (cause) {
      if (!isRefusal(cause)) throw cause;
      await sendApart(reach, half, cause);
    }
  }
}

/** A server that fails with nothing in a batch, too, fails by itself: no entry is to blame. */
async function requireAnswer(reach: Reach, problem: Problem): Promise<void> {
  try {
    await sendBatch(reach, []);
  } catch (cause) {
    throw isRefusal(cause) ? problem : cause;
  }
}

/** Which of a batch the server does not take, and why. Of one alone it is clear. */
function refusedOf(batch: readonly Waiting[], problem: Problem): Map<RecordId, Refusal> {
  const refused = new Map<RecordId, Refusal>();
  for (const { pointer, code, params = {}, detail } of problem.faults) {
    const [, index, place] = /^\/changes\/(\d+)(?:\/body)?(.*)$/.exec(pointer ?? '') ?? [];
    const row = batch[Number(index)];
    if (!row) continue;
    const before = refused.get(row.id) ?? {
      aside: detail,
      said: { code, params, detail },
      places: [],
    };
    refused.set(row.id, { ...before, places: [...before.places, ...(place ? [place] : [])] });
  }
  const [only] = batch;
  if (refused.size === 0 && only && batch.length === 1) {
    const { code, params, message } = problem;
    const said = { code, params, detail: message };
    refused.set(only.id, { aside: message, said, places: [] });
  }
  return refused;
}

/**
 * What the server cannot take rests here, and the rest goes without it. A deletion that it refuses
 * brings the entry back: it is there still, and says so.
 */
async function setAside(
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

/** Scores that were refused because the server did not have their question go once it has. */
export async function free(measures: readonly Waiting[]): Promise<void> {
  const places = new Set(measures.map(({ id }) => `/scores/${id}`));
  await write(['outbox'], async (transaction) => {
    const outbox = transaction.objectStore('outbox');
    for (const row of await outbox.getAll()) {
      if (!row.places?.some((place) => places.has(place))) continue;
      const { id, kind, base_revision, content } = row;
      await outbox.put(queued({ id, kind, base_revision, content }, row));
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
