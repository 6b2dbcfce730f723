/** The account as this device knows it; changes to it are kept here first and sent when possible. */
import { sameJson } from '#domain/equal.ts';
import type { Condition } from '#domain/measures.ts';
import type { Regular } from '#domain/questionnaires.ts';
import type { Reminders } from '#domain/reminders.ts';
import { callJson, Problem, type BodyFault } from './api.ts';
import { announce } from './changes.svelte.ts';
import { ACCOUNT, requireOwner, write } from './database.ts';
import { fact, keepFact } from './facts.ts';
import { countFromNothing } from './scored.ts';

export interface Account {
  username: string;
  time_zone: string;
  locale: string;
  country: string | null;
  conditions: Condition[];
  measures: string[];
  /** Absent on a device that last heard of the account before there were any. */
  questionnaires?: Regular[];
  /** Absent until they chose. */
  reminders?: Reminders;
  created_at: string;
}

export type AccountChange = Partial<Omit<Account, 'username' | 'created_at'>>;

const CHANGE = 'account_change';

let account = $state.raw<Account | null>();

/** `undefined` until the database was asked, `null` when nobody is signed in. */
export function currentAccount(): Account | null | undefined {
  return account;
}

export async function loadAccount(): Promise<void> {
  account = (await fact<Account>(ACCOUNT)) ?? null;
}

/** After a change; whoever signed out meanwhile stays signed out. */
async function rereadAccount(): Promise<void> {
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
    await facts.put({ ...waiting, ...plain }, CHANGE);
    await facts.put({ ...known, ...plain }, ACCOUNT);
  });
  await rereadAccount();
  announce();
}

/**
 * Answers the account as the server has it after a change. A zone that the server does not know (a
 * browser may know newer ones) is left out of the change: it would hold back all that waits behind it.
 */
async function sendChange(change: AccountChange): Promise<Account> {
  const { time_zone, ...rest } = change;
  try {
    const answer = await callJson<Account>('/account', { method: 'PATCH', json: change });
    if (time_zone !== undefined) refused = undefined;
    return answer;
  } catch (cause) {
    const zone = cause instanceof Problem && cause.faults.some(isOfZone);
    if (!zone) throw cause;
    refused = time_zone;
    return callJson<Account>('/account', { method: 'PATCH', json: rest });
  }
}

const isOfZone = ({ pointer }: BodyFault) => pointer === '/time_zone';

/** The account that has just signed in becomes the owner of this device's journal. */
export async function adoptAccount(): Promise<void> {
  const account = await callJson<Account>('/account');
  if ((await fact(ACCOUNT)) === undefined) await countFromNothing();
  await keepFact(ACCOUNT, account);
  await loadAccount();
}

let refused = $state.raw<string>();

/** The time zone that the server refused last, since it knows none of this name. */
export function refusedZone(): string | undefined {
  return refused;
}

/** Sends what waits, then takes the server's word. */
export async function exchangeAccount(): Promise<void> {
  const change = await fact<AccountChange>(CHANGE);
  const answer = change ? await sendChange(change) : await callJson<Account>('/account');
  await write(['facts'], async (transaction) => {
    await requireOwner(transaction);
    const facts = transaction.objectStore('facts');
    const waiting = (await facts.get(CHANGE)) as AccountChange | undefined;
    // Changed again while the answer was on its way: the next exchange sends that.
    if (JSON.stringify(waiting) !== JSON.stringify(change)) return;
    await facts.delete(CHANGE);
    await facts.put(answer, ACCOUNT);
  });
  await rereadAccount();
}
