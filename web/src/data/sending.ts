/** Sends what waits on this device (POST /changes), and keeps what the server says of each change. */
import { sameJson } from '#domain/equal.ts';
import { fingerprint } from '#domain/fingerprint.ts';
import type { RecordId } from '#domain/id.ts';
import type { Told } from '#domain/told.ts';
import { Problem } from './api.ts';
import {
  requireOwner,
  withDatabase,
  write,
  type Content,
  type Transaction,
  type Waiting,
} from './database.ts';
import {
  contentOf,
  HISTORY,
  isOtherHistory,
  type Change,
  type Known,
  type Reach,
} from './exchange.ts';
import { fact } from './facts.ts';
import { overDamaged } from './over_damaged.ts';
import { isWaiting } from './shapes.ts';

type Answers = Omit<Told<'ChangesAnswers'>, 'results'> & { results: Result[] };
/** What stands against a write is a change of what this device keeps. */
type Result =
  | Extract<Told<'Outcome'>, { status: 'applied' }>
  | { id: RecordId; status: 'conflict'; current: Change };

const MOST_CHANGES = 500;
/** Below the server's limit of 256 KiB for a body, with room for what surrounds the changes. */
const MOST_BYTES = 200_000;

/** What is wrong with something that was sent, and not with the network or the session. */
const REFUSALS = [400, 409, 413, 422, 500];

/** Whether an answer may be one entry's fault. */
export const isRefusal = (cause: unknown): cause is Problem =>
  cause instanceof Problem && REFUSALS.includes(cause.status) && !isOtherHistory(cause);

/** Sends all that waits. */
export async function send(reach: Reach): Promise<void> {
  for (;;) {
    const batch = await nextBatch();
    if (batch.length === 0) return;
    try {
      await sendBatch(reach, batch);
    } catch (cause) {
      if (!isRefusal(cause)) throw cause;
      const { sendApart } = await import('./refusals.ts');
      await sendApart(reach, batch, cause);
    }
  }
}

/** Sends these alone, and keeps what the server says of each. */
export async function sendBatch(reach: Reach, batch: readonly Waiting[]): Promise<void> {
  await remember(batch);
  const changes = batch.map(({ id, kind, base_revision, content }) => ({
    kind,
    id,
    base_revision,
    ...content,
  }));
  const json = { changes, ...(await fact<Known>(HISTORY)) };
  await settle(batch, await reach<Answers>('/changes', { method: 'POST', json }));
  const measures = batch.filter((row) => row.kind === 'measure');
  // Seldom. What was refused for want of them is sent again.
  if (measures.length > 0) await (await import('./refusals.ts')).free(measures);
}

async function nextBatch(): Promise<Waiting[]> {
  const waiting = await withDatabase((database) => database.getAll('outbox'));
  const unsent = waiting.filter((row) => row.aside === undefined);
  // What cannot be sent as it is must not take the others with it (data/mending.ts).
  if (!unsent.every(isWaiting)) throw new TypeError('what waits is no row');
  const ready = unsent.sort(inOrder).slice(0, MOST_CHANGES);
  let bytes = 0;
  return ready.filter((row, index) => {
    // Three bytes at most for a UTF-16 unit; a single row always goes.
    bytes += JSON.stringify(row.content).length * 3 + 150;
    return index === 0 || bytes < MOST_BYTES;
  });
}

/**
 * In the order in which they were made, which stamps tell. But a question comes before what is
 * scored by it, and is given up after the last score: the server keeps no score without its range.
 */
const inOrder = (a: Waiting, b: Waiting): number =>
  turn(a) - turn(b) || (a.stamp < b.stamp ? -1 : 1);

const turn = ({ kind, content }: Waiting): number =>
  kind !== 'measure' ? 1 : 'deleted' in content ? 2 : 0;

/** Before sending: should the answer be lost, we know our own words when the server repeats them. */
async function remember(batch: readonly Waiting[]): Promise<void> {
  await write(['outbox', 'facts'], async (transaction) => {
    await requireOwner(transaction);
    const outbox = transaction.objectStore('outbox');
    for (const row of batch) {
      const current = await outbox.get(row.id);
      if (!current || current.sent.some((content) => sameJson(content, row.content))) continue;
      await outbox.put({ ...current, sent: [...current.sent, row.content] });
    }
  });
}

async function settle(batch: readonly Waiting[], { results, tip }: Answers): Promise<void> {
  const sent = new Map(batch.map((row) => [row.id, row]));
  await write(SETTLING, async (transaction) => {
    await requireOwner(transaction);
    for (const result of results) {
      const row = sent.get(result.id);
      if (result.status === 'conflict') await refused(transaction, result.current);
      else if (row) await applied(transaction, row, result.revision);
    }
    const facts = transaction.objectStore('facts');
    const known = (await facts.get(HISTORY)) as Known | undefined;
    if (known) await facts.put({ ...known, tip } satisfies Known, HISTORY);
  });
}

const SETTLING: ('records' | 'outbox' | 'conflicts' | 'deletions' | 'facts')[] = [
  'records',
  'outbox',
  'conflicts',
  'deletions',
  'facts',
];
type Settling = Transaction<(typeof SETTLING)[number], 'readwrite'>;

async function applied(transaction: Settling, sent: Waiting, revision: number): Promise<void> {
  const outbox = transaction.objectStore('outbox');
  const conflicts = transaction.objectStore('conflicts');
  const { id, kind, content } = sent;
  const [waiting, conflict] = await Promise.all([outbox.get(id), conflicts.get(id)]);
  await knowRevision(transaction, id, revision);
  // The other version of a conflict, which a restored server had lost.
  if (conflict && sameJson(conflict.theirs, { ...content, revision: conflict.theirs.revision }))
    await conflicts.put({ ...conflict, theirs: { ...content, revision } });
  if ('deleted' in content)
    await transaction.objectStore('deletions').put({ id, kind, revision, upon: sent.upon });
  if (waiting?.stamp === sent.stamp) await outbox.delete(id);
  // Edited while the answer was on its way: what is newer still has to go.
  else if (waiting)
    await outbox.put({ ...waiting, base_revision: revision, sent: [], upon: uponOf(content) });
}

const uponOf = (content: Content) => ('body' in content ? fingerprint(content.body) : undefined);

async function refused(transaction: Settling, current: Change): Promise<void> {
  const outbox = transaction.objectStore('outbox');
  const waiting = await outbox.get(current.id);
  if (!waiting) return;
  const { id, kind, revision } = current;
  if (current.damaged) {
    await outbox.put(overDamaged(waiting, revision));
    return;
  }
  const theirs = contentOf(current);
  const agreed = sameJson(waiting.content, theirs);
  // The other version may be our own earlier one, whose answer was lost.
  const ours = waiting.sent.some((content) => sameJson(content, theirs));
  if (agreed || ours) await knowRevision(transaction, id, revision);
  if (ours && !agreed) {
    await outbox.put({ ...waiting, base_revision: revision, sent: [], upon: uponOf(theirs) });
    return;
  }
  await outbox.delete(id);
  if (agreed) return;
  await transaction
    .objectStore('conflicts')
    .put({ id, kind, mine: waiting.content, theirs: { ...theirs, revision } });
}

async function knowRevision(transaction: Settling, id: RecordId, revision: number): Promise<void> {
  const records = transaction.objectStore('records');
  const record = await records.get(id);
  if (record) await records.put({ ...record, revision });
}
