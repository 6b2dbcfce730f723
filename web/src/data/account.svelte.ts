/** The account as this device knows it; changes to it are kept here first and sent when possible. */
import { isSameAccount, type Account, type AccountChange, type Began } from '#domain/account.ts';
import { sameJson } from '#domain/equal.ts';
import { call, callJson, jsonOf, Problem, SessionEnded, type Call } from './api.ts';
import { announce } from './changes.svelte.ts';
import { ACCOUNT, requireOwner, SignedOut, whyUnkept, write } from './database.ts';
import { fact, keepFact } from './facts.ts';
import { countFromNothing } from './scored.ts';

export type { Account, AccountChange };

/** What waits to be sent, and what it began from. */
export const CHANGE = 'account_change';
export const BEGAN = 'account_began';

let account = $state.raw<Account | null>();

/** `undefined` until the database was asked, `null` when nobody is signed in. */
export function currentAccount(): Account | null | undefined {
  return account;
}

export async function loadAccount(): Promise<void> {
  account = (await fact<Account>(ACCOUNT)) ?? null;
  // Nothing is kept here; the cookie may still say who it is.
  if (!account && whyUnkept()) await adoptAccount().catch(() => undefined);
}

/** After a change; whoever signed out meanwhile stays signed out. */
export async function rereadAccount(): Promise<void> {
  const kept = await fact<Account>(ACCOUNT);
  // The same account again is no news to the pages.
  if (account && kept && !sameJson(account, kept)) account = kept;
}

export function forgetAccount(): void {
  account = null;
}

/** Takes effect at once, on this device; the server hears of it with the next exchange. */
export async function changeAccount(change: AccountChange): Promise<void> {
  const plain = $state.snapshot(change) as AccountChange;
  await write(['facts'], async (transaction) => {
    const facts = transaction.objectStore('facts');
    const known = (await facts.get(ACCOUNT)) as Account | undefined;
    const waiting = (await facts.get(CHANGE)) as AccountChange | undefined;
    if (!known) return;
    if (!waiting) await facts.put({ base: known } satisfies Began, BEGAN);
    await facts.put({ ...waiting, ...plain }, CHANGE);
    await facts.put({ ...known, ...plain }, ACCOUNT);
  });
  await rereadAccount();
  announce();
}

let refused = $state.raw<string>();

/** The time zone that the server refused last, since it knows none of this name. */
export function refusedZone(): string | undefined {
  return refused;
}

export function noteRefusedZone(zone: string | undefined): void {
  refused = zone;
}

/** Whether this device still has what the patient chose, and the server cannot read it any more. */
const isLost = (told: Account, known: Account | undefined) =>
  told.damaged && known && !known.damaged;

/** The account that has just signed in becomes the owner of this device's journal. */
export async function adoptAccount(told?: Account): Promise<void> {
  const adopted = told ?? (await callJson<Account>('/account'));
  const known = await fact<Account>(ACCOUNT);
  if (!known) await countFromNothing();
  if (!isLost(adopted, known)) await keepFact(ACCOUNT, adopted);
  account = (await fact<Account>(ACCOUNT)) ?? null;
}

/** How the server is asked about the account; a test puts its own in place. */
export type ReachAccount = (call?: Call) => Promise<Response>;

const reachAccount: ReachAccount = (options) => call('/account', options);

/** The server's word, and the tag to change it upon. */
export interface Told {
  account: Account;
  etag: string | null;
}

/** Throws `SessionEnded` where the session is somebody else's: nothing of this journal may go there. */
export async function askForAccount(reach: ReachAccount): Promise<Told> {
  const answer = await reach();
  const account = await jsonOf<Account>(answer);
  const owner = await fact<Account>(ACCOUNT);
  if (!owner) throw new SignedOut();
  if (!isSameAccount(owner, account)) throw new SessionEnded();
  return { account, etag: answer.headers.get('etag') };
}

/**
 * Takes the server's word, or first brings what waits together with it and sends that. Answers why
 * that could not be taken yet: the journal does not wait for it.
 */
export async function exchangeAccount(
  reach: ReachAccount = reachAccount,
): Promise<Problem | undefined> {
  const told = await askForAccount(reach);
  if (await takenAsTold(told.account)) return void (await rereadAccount());
  // Seldom: most exchanges change nothing of the account.
  const { sendChange } = await import('./account_change.ts');
  try {
    return void (await sendChange(reach, told));
  } catch (cause) {
    if (cause instanceof Problem) return cause;
    throw cause;
  }
}

/** Whether nothing waits, so that the server's word is all there is. */
function takenAsTold(told: Account): Promise<boolean> {
  return write(['facts'], async (transaction) => {
    await requireOwner(transaction);
    const facts = transaction.objectStore('facts');
    if ((await facts.get(CHANGE)) !== undefined) return false;
    if (isLost(told, (await facts.get(ACCOUNT)) as Account | undefined)) return false;
    await facts.put(told, ACCOUNT);
    return true;
  });
}
