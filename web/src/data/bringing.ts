/** Brings the journal that is on this device into another account: the patient wants it so. */
import { chosenIn, isSameAccount, type Account } from '#domain/account.ts';
import { BEGAN, CHANGE } from './account.svelte.ts';
import { ACCOUNT, write, type Transaction, type Waiting } from './database.ts';
import { queued } from './journal.ts';
import { endReminders } from './reminders_here.ts';
import { SCORES } from './scored.ts';

const STORES = ['records', 'outbox', 'conflicts', 'deletions', 'answers', 'facts'] as const;
type Bringing = Transaction<(typeof STORES)[number], 'readwrite'>;

/**
 * Every entry keeps its id and waits to be sent: two devices that bring the same entries have them once.
 * What belongs to the earlier account alone (links, reminders of this device, what the server said) is left.
 * All or nothing.
 */
export async function bringInto(account: Account): Promise<void> {
  const ended = endReminders();
  await write([...STORES], async (transaction) => {
    const before = (await transaction.objectStore('facts').get(ACCOUNT)) as Account | undefined;
    // Another tab was faster.
    if (!before || isSameAccount(before, account)) return;
    await queueAll(transaction);
    await transaction.objectStore('deletions').clear();
    await transaction.objectStore('answers').clear();
    await keepFacts(transaction, before, account);
  });
  await ended;
}

async function queueAll(transaction: Bringing): Promise<void> {
  const [records, outbox, conflicts] = [
    transaction.objectStore('records'),
    transaction.objectStore('outbox'),
    transaction.objectStore('conflicts'),
  ];
  const waiting = new Map((await outbox.getAll()).map((row) => [row.id, row]));
  const asked = new Map((await conflicts.getAll()).map((conflict) => [conflict.id, conflict]));
  for (const record of await records.getAll()) {
    const { id, kind, body } = record;
    await records.put({ ...record, revision: 0 });
    // Of two versions the other one goes first: the patient still chooses.
    const theirs = asked.get(id)?.theirs;
    const other = theirs && 'body' in theirs ? { body: theirs.body } : undefined;
    await outbox.put(anew(id, kind, other ?? { body }, waiting.get(id)));
  }
  for (const row of waiting.values()) {
    // The other account never had what was deleted.
    if ('deleted' in row.content) await outbox.delete(row.id);
  }
  for (const { id, kind, mine, theirs } of asked.values()) {
    if ('body' in theirs)
      await conflicts.put({ id, kind, mine, theirs: { ...theirs, revision: 0 } });
    else await conflicts.delete(id);
    if ('body' in theirs && 'deleted' in mine)
      await outbox.put(anew(id, kind, { body: theirs.body }, undefined));
  }
}

function anew(
  id: string,
  kind: Waiting['kind'],
  content: Waiting['content'],
  before: Waiting | undefined,
): Waiting {
  const row = queued({ id, kind, base_revision: 0, content }, undefined);
  return before?.raw === undefined ? row : { ...before, base_revision: 0 };
}

/** Drafts and counts stay; what was chosen goes with the entries to an account in which nothing is yet. */
async function keepFacts(transaction: Bringing, before: Account, account: Account): Promise<void> {
  const facts = transaction.objectStore('facts');
  for (const key of await facts.getAllKeys())
    if (!key.startsWith('draft ') && key !== SCORES) await facts.delete(key);
  await facts.put(account, ACCOUNT);
  if (account.measures.length > 0) return;
  const change = chosenIn(before);
  await facts.put({ ...account, ...change }, ACCOUNT);
  await facts.put(change, CHANGE);
  await facts.put({ base: account }, BEGAN);
}
