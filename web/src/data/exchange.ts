/** One exchange with the server: fetch what is new, send what waits (GET and POST /changes). */
import { sameJson } from '#domain/equal.ts';
import { fingerprint } from '#domain/fingerprint.ts';
import type { RecordId } from '#domain/id.ts';
import type { Kind } from '#domain/records.ts';
import type { Told } from '#domain/told.ts';
import { callJson, Problem, type Call } from './api.ts';
import {
  DAMAGED,
  recordOf,
  requireOwner,
  withDatabase,
  write,
  type Content,
  type Damaged,
  type Waiting,
} from './database.ts';
import { fact, keepFact } from './facts.ts';
import { Tally } from './scored.ts';

export type Change = { kind: Kind; id: RecordId; revision: number; damaged?: true } & Content;
/** A questionnaire's questions are asked of the server, who reads the file (data/forms.ts). */
type FormChange = { kind: 'questionnaire' };

/** Its changes as this device takes them. */
export type Page = Omit<Told<'Changes'>, 'changes' | 'damaged'> & {
  changes: (Change | FormChange)[];
  damaged?: Damaged[];
};

/** How the server is reached; a test puts its own in place. */
export type Reach = <T>(path: string, call?: Call) => Promise<T>;

/** The fact up to which revision this device knows the journal. */
export const CURSOR = 'revision';
/** The fact in which history that counts. */
export const HISTORY = 'history';

/** Which journal this device knows; sent with every request, so that the server can tell another. */
export interface Known {
  history: string;
  tip: string;
}

/** More deletions than these are not remembered: a backup that is older than all of them is seldom. */
export const MOST_DELETIONS = 2000;

/** The fact on which day the server was asked for everything that it cannot read. */
const CHECKED = 'checked';

/** A restored server is met so often in one exchange at most. */
const MOST_HISTORIES = 3;

/**
 * Answers whether anything on this device changed by it. What is new comes first: nothing that waits
 * here keeps it away. And what waits is sent although the server cannot tell what is new.
 */
export async function exchange(reach: Reach = callJson): Promise<boolean> {
  let failure: Problem | undefined;
  let changed = await fetchNew(reach).catch((cause: unknown) => {
    if (!(cause instanceof Problem)) throw cause;
    failure = cause;
    return true;
  });
  for (let met = 0; await someWait(); met += 1) {
    // Most visits send nothing.
    const { send } = await import('./sending.ts');
    changed = true;
    const other = await send(reach).catch((cause: unknown) => {
      if (isOtherHistory(cause) && met < MOST_HISTORIES) return true;
      throw cause;
    });
    if (!failure) await fetchNew(reach);
    if (!other || failure) break;
  }
  if (failure) throw failure;
  return changed;
}

/** What is sent was made upon another journal: it is compared first. */
export const isOtherHistory = (cause: unknown) =>
  cause instanceof Problem && cause.code === 'other_history';

async function someWait(): Promise<boolean> {
  const waiting = await withDatabase((database) => database.getAll('outbox'));
  return waiting.some(({ aside }) => aside === undefined);
}

async function fetchNew(reach: Reach): Promise<boolean> {
  let fetched = false;
  const today = new Date().toISOString().slice(0, 10);
  let check = (await fact(CHECKED)) !== today;
  for (let more = true; more;) {
    const known = await fact<Known>(HISTORY);
    const since = (await fact<number>(CURSOR)) ?? 0;
    const page = await pageSince(reach, since, known, check);
    if ((known && known.history !== page.history) || page.revision < since) {
      const { compare } = await import('./comparing.ts');
      await compare(reach, page);
      return true;
    }
    await take(page);
    if (page.damaged || (await fact(DAMAGED)))
      fetched = (await (await import('./damaged.ts')).noteDamaged(page, check)) || fetched;
    if (check) await keepFact(CHECKED, today);
    check = false;
    more = page.more;
    fetched ||= page.changes.length > 0;
  }
  const kept = await withDatabase((database) => database.count('deletions'));
  if (kept > MOST_DELETIONS) await (await import('./deletions.ts')).forgetOldest();
  return fetched;
}

export function pageSince(
  reach: Reach,
  since: number,
  known?: Known,
  check = false,
): Promise<Page> {
  const query = new URLSearchParams({ since: String(since), limit: '1000', ...known });
  if (check) query.set('check', 'true');
  return reach(`/changes?${query}`);
}

async function take(page: Page): Promise<void> {
  await write(['records', 'outbox', 'conflicts', 'deletions', 'facts'], async (transaction) => {
    await requireOwner(transaction);
    const records = transaction.objectStore('records');
    const conflicts = transaction.objectStore('conflicts');
    const facts = transaction.objectStore('facts');
    const tally = new Tally();
    for (const change of page.changes) {
      if (change.kind === 'questionnaire') continue;
      const { id, kind, revision } = change;
      const outbox = transaction.objectStore('outbox');
      const [waiting, open, stored] = await Promise.all([
        outbox.get(id),
        conflicts.get(id),
        records.get(id),
      ]);
      // What waited for this version to be read again can be compared with it.
      const conflict = waiting?.unread ? { id, kind, mine: waiting.content } : open;
      if (waiting?.unread) await outbox.delete(id);
      // What waits here is answered with a conflict when it is sent; nothing is overwritten silently.
      else if ((waiting && !isRefusedDeletion(waiting)) || (stored && stored.revision >= revision))
        continue;
      const theirs = contentOf(change);
      if (conflict && !sameJson(conflict.mine, theirs)) {
        await conflicts.put({ ...conflict, theirs: { ...theirs, revision } });
        continue;
      }
      // Both agree by now: there is nothing left to ask.
      if (conflict) await conflicts.delete(id);
      if ('body' in change) {
        tally.change(stored?.body, change.body);
        await records.put(recordOf(id, kind, revision, change.body));
      } else {
        tally.change(stored?.body, undefined);
        await records.delete(id);
        const deletions = transaction.objectStore('deletions');
        // It may be this device's own deletion that comes back.
        const upon = stored ? fingerprint(stored.body) : (await deletions.get(id))?.upon;
        await deletions.put({ id, kind, revision, upon });
      }
    }
    await tally.keep(transaction);
    await facts.put(page.revision, CURSOR);
    const { history, tip } = page;
    await facts.put({ history, tip } satisfies Known, HISTORY);
  });
}

const isRefusedDeletion = ({ aside, content }: Waiting) =>
  aside !== undefined && 'deleted' in content;

export const contentOf = (change: Content): Content =>
  'body' in change ? { body: change.body } : { deleted: true };
