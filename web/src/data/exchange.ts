/** One exchange with the server: send what waits, then fetch what is new (GET and POST /changes). */
import { sameJson } from '#domain/equal.ts';
import type { RecordId } from '#domain/id.ts';
import type { Kind } from '#domain/records.ts';
import { callJson, Problem, type Call } from './api.ts';
import {
  recordOf,
  requireOwner,
  withDatabase,
  write,
  type Content,
  type Transaction,
  type Waiting,
} from './database.ts';
import { Tally } from './scored.ts';

type Change = { kind: Kind; id: RecordId; revision: number } & Content;
/** A questionnaire's questions are asked of the server, who reads the file (data/forms.ts). */
type FormChange = { kind: 'questionnaire' };

interface Page {
  revision: number;
  more: boolean;
  changes: (Change | FormChange)[];
}

type Result =
  | { id: RecordId; status: 'applied'; revision: number }
  | { id: RecordId; status: 'conflict'; current: Change };

/** How the server is reached; a test puts its own in place. */
export type Reach = <T>(path: string, call?: Call) => Promise<T>;

const MOST_CHANGES = 500;
/** Below the server's limit of 256 KiB for a body, with room for what surrounds the changes. */
const MOST_BYTES = 200_000;
export const CURSOR = 'revision';

/** Answers whether anything on this device changed by it. */
export async function exchange(reach: Reach = callJson): Promise<boolean> {
  const sent = await send(reach);
  const fetched = await fetchNew(reach);
  return sent || fetched;
}

/** What is wrong with something that was sent, and not with the server, the network or the session. */
const REFUSALS = [400, 409, 413, 422];

async function send(reach: Reach): Promise<boolean> {
  let most = MOST_CHANGES;
  for (let sent = false; ; sent = true) {
    const batch = await nextBatch(most);
    if (batch.length === 0) return sent;
    await remember(batch);
    try {
      await settle(batch, await post(reach, batch));
      most = Math.min(most * 2, MOST_CHANGES);
    } catch (cause) {
      if (!(cause instanceof Problem) || !REFUSALS.includes(cause.status)) throw cause;
      const { refusedOf, setAside } = await import('./refusals.ts');
      const refused = refusedOf(batch, cause);
      // Not told of which: half as many at a time, until only that one is left.
      if (refused.size === 0) most = Math.ceil(batch.length / 2);
      else await setAside(batch, refused);
    }
  }
}

async function post(reach: Reach, batch: readonly Waiting[]): Promise<Result[]> {
  const changes = batch.map(({ id, kind, base_revision, content }) => ({
    kind,
    id,
    base_revision,
    ...content,
  }));
  const json = { changes };
  return (await reach<{ results: Result[] }>('/changes', { method: 'POST', json })).results;
}

async function nextBatch(most: number): Promise<Waiting[]> {
  const waiting = await withDatabase((database) => database.getAll('outbox'));
  const ready = waiting
    .filter((row) => row.aside === undefined)
    .sort(inOrder)
    .slice(0, most);
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

async function settle(batch: readonly Waiting[], results: readonly Result[]): Promise<void> {
  const stamps = new Map(batch.map((row) => [row.id, row.stamp]));
  await write(['records', 'outbox', 'conflicts', 'facts'], async (transaction) => {
    await requireOwner(transaction);
    for (const result of results) {
      if (result.status === 'applied') {
        await applied(transaction, result.id, result.revision, stamps.get(result.id));
      } else {
        await refused(transaction, result.current);
      }
    }
  });
}

type Settling = Transaction<'records' | 'outbox' | 'conflicts' | 'facts', 'readwrite'>;

async function applied(
  transaction: Settling,
  id: RecordId,
  revision: number,
  stamp: string | undefined,
): Promise<void> {
  const outbox = transaction.objectStore('outbox');
  const waiting = await outbox.get(id);
  await knowRevision(transaction, id, revision);
  if (waiting?.stamp === stamp) await outbox.delete(id);
  // Edited while the answer was on its way: what is newer still has to go.
  else if (waiting) await outbox.put({ ...waiting, base_revision: revision, sent: [] });
}

async function refused(transaction: Settling, current: Change): Promise<void> {
  const outbox = transaction.objectStore('outbox');
  const waiting = await outbox.get(current.id);
  if (!waiting) return;
  const { id, kind, revision } = current;
  const theirs = contentOf(current);
  const agreed = sameJson(waiting.content, theirs);
  // The other version may be our own earlier one, whose answer was lost.
  const ours = waiting.sent.some((content) => sameJson(content, theirs));
  if (agreed || ours) await knowRevision(transaction, id, revision);
  if (ours && !agreed) {
    await outbox.put({ ...waiting, base_revision: revision, sent: [] });
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

async function fetchNew(reach: Reach): Promise<boolean> {
  let fetched = false;
  for (let more = true; more;) {
    const since = (await withDatabase((database) => database.get('facts', CURSOR))) ?? 0;
    const page = await reach<Page>(`/changes?since=${String(since)}&limit=1000`);
    await take(page);
    more = page.more;
    fetched ||= page.changes.length > 0;
  }
  return fetched;
}

async function take(page: Page): Promise<void> {
  await write(['records', 'outbox', 'conflicts', 'facts'], async (transaction) => {
    await requireOwner(transaction);
    const records = transaction.objectStore('records');
    const conflicts = transaction.objectStore('conflicts');
    const tally = new Tally();
    for (const change of page.changes) {
      if (change.kind === 'questionnaire') continue;
      const { id, kind, revision } = change;
      const [waiting, conflict, stored] = await Promise.all([
        transaction.objectStore('outbox').get(id),
        conflicts.get(id),
        records.get(id),
      ]);
      // What waits here is answered with a conflict when it is sent; nothing is overwritten silently.
      if ((waiting && !isRefusedDeletion(waiting)) || (stored && stored.revision >= revision))
        continue;
      if (conflict)
        await conflicts.put({ ...conflict, theirs: { ...contentOf(change), revision } });
      else if ('body' in change) {
        tally.change(stored?.body, change.body);
        await records.put(recordOf(id, kind, revision, change.body));
      } else {
        tally.change(stored?.body, undefined);
        await records.delete(id);
      }
    }
    await tally.keep(transaction);
    await transaction.objectStore('facts').put(page.revision, CURSOR);
  });
}

const isRefusedDeletion = ({ aside, content }: Waiting) =>
  aside !== undefined && 'deleted' in content;

const contentOf = (change: Content): Content =>
  'body' in change ? { body: change.body } : { deleted: true };
