/** A journal that is on this device and belongs to another account than the one that somebody signs in to. */
import { currentAccount } from './account.svelte.ts';
import { call, SessionEnded, type Problem } from './api.ts';
import { whyUnkept, withDatabase } from './database.ts';
import { standing } from './journal.ts';

export interface Earlier {
  /** Whose it is. */
  name: string;
  /** How many entries there are, and how many of them are on no server. */
  entries: number;
  unsent: number;
  /** The server has ended that session: whether it has the entries cannot be told. */
  unvouched: boolean;
}

/** What becomes of it. */
export type Taking = 'bring' | 'remove';

/** Why the session of this device is over, in the server's words; `undefined` while it is not, or nobody can tell. */
export async function whyEnded(): Promise<Problem | undefined> {
  if (!currentAccount()) return undefined;
  try {
    await call('/account');
  } catch (cause) {
    if (cause instanceof SessionEnded) return cause.why;
  }
  return undefined;
}

/** The server's word for an account that is not in its database. */
export const isUnknown = (why: Problem | undefined): boolean => why?.code === 'account_unknown';

/** How many entries are on this device; questions of one's own are none. */
export async function entriesHere(): Promise<number> {
  const records = await withDatabase((database) => database.getAll('records'));
  return records.filter(({ kind }) => kind !== 'measure').length;
}

/** What is here, to be asked about before it is removed; `undefined` where nothing is. */
export async function earlierHere(unvouched: boolean): Promise<Earlier | undefined> {
  const name = currentAccount()?.username;
  // What is only in memory is on the server, or was never saved.
  if (name === undefined || whyUnkept()) return undefined;
  const [{ waiting, aside, conflicts }, entries] = [await standing(), await entriesHere()];
  const unsent = waiting + aside + conflicts;
  return entries + unsent > 0 ? { name, entries, unsent, unvouched } : undefined;
}

/**
 * The same before somebody signs in as `username`, or opens an account without one: where the server
 * vouches for all of it, nobody is asked. Whether it is another account of the same name shows later.
 */
export async function earlierThan(username: string | undefined): Promise<Earlier | undefined> {
  const owner = currentAccount();
  if (!owner || owner.username.toLowerCase() === username?.toLowerCase()) return undefined;
  const earlier = await earlierHere((await whyEnded()) !== undefined);
  return earlier && (earlier.unvouched || earlier.unsent > 0) ? earlier : undefined;
}
