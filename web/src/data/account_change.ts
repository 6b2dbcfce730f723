/** A change of the account that waits: merged with what the server has by now, sent, and taken. */
import { chosenIn, type Account, type AccountChange, type Began } from '#domain/account.ts';
import { sameJson } from '#domain/equal.ts';
import { mergedChange } from '#domain/merging.ts';
import {
  askForAccount,
  BEGAN,
  CHANGE,
  noteRefusedZone,
  rereadAccount,
  type ReachAccount,
  type Told,
} from './account.svelte.ts';
import { jsonOf, Problem, type Said } from './api.ts';
import { announce } from './changes.svelte.ts';
import { ACCOUNT, ACCOUNT_REFUSED, requireOwner, write } from './database.ts';
import { fact } from './facts.ts';

/** Another device may change the account between asking and sending; more often than this it does not. */
const MOST_TRIES = 4;

export async function sendChange(reach: ReachAccount, first: Told): Promise<void> {
  for (let tries = 1, told = first; ; tries += 1, told = await askForAccount(reach)) {
    if (told.account.damaged) await sayAll(told.account);
    const change = await fact<AccountChange>(CHANGE);
    try {
      return await take(change ? await send(reach, change, told) : told.account, change);
    } catch (cause) {
      if (!(cause instanceof Problem) || !change || tries === MOST_TRIES) throw cause;
      if ([400, 413, 422].includes(cause.status)) await setAside(change, cause);
      else if (cause.status !== 412) throw cause;
    }
  }
}

/** All that was chosen waits again, where this device still has it and the server cannot read it. */
async function sayAll(server: Account): Promise<void> {
  await write(['facts'], async (transaction) => {
    const facts = transaction.objectStore('facts');
    const known = (await facts.get(ACCOUNT)) as Account | undefined;
    if (!known || known.damaged) return;
    const waiting = (await facts.get(CHANGE)) as AccountChange | undefined;
    await facts.put({ ...waiting, ...chosenIn(known) }, CHANGE);
    await facts.put({ base: server } satisfies Began, BEGAN);
  });
}

async function send(
  reach: ReachAccount,
  change: AccountChange,
  { account, etag }: Told,
): Promise<Account> {
  const json = mergedChange(change, (await fact<Began>(BEGAN)) ?? {}, account);
  if (Object.keys(json).length === 0) return account;
  await remember(change);
  const headers: Record<string, string> = etag ? { 'if-match': etag } : {};
  const answer = await jsonOf<Account>(await reach({ method: 'PATCH', json, headers }));
  if (json.time_zone !== undefined) noteRefusedZone(undefined);
  return answer;
}

/** Before sending: should the answer be lost, what the server then has of it is known to be from here. */
async function remember(change: AccountChange): Promise<void> {
  await write(['facts'], async (transaction) => {
    await requireOwner(transaction);
    const facts = transaction.objectStore('facts');
    const began = (await facts.get(BEGAN)) as Began | undefined;
    await facts.put({ ...began, sent: change } satisfies Began, BEGAN);
  });
}

/** The server's word; what was changed here while it was on its way goes on top, and waits. */
async function take(server: Account, sent: AccountChange | undefined): Promise<void> {
  await write(['facts'], async (transaction) => {
    await requireOwner(transaction);
    const facts = transaction.objectStore('facts');
    const waiting = (await facts.get(CHANGE)) as AccountChange | undefined;
    const began = (await facts.get(BEGAN)) as Began | undefined;
    const more =
      waiting && !sameJson(waiting, sent)
        ? mergedChange(waiting, { base: { ...began?.base, ...sent } }, server)
        : {};
    await facts.put({ ...server, ...more }, ACCOUNT);
    if (Object.keys(more).length > 0) {
      await facts.put(more, CHANGE);
      await facts.put({ base: server } satisfies Began, BEGAN);
    } else {
      await facts.delete(CHANGE);
      await facts.delete(BEGAN);
    }
  });
  await rereadAccount();
}

/** Which of the settings the server did not take, and why: earlier versions kept the English alone. */
export type RefusedSettings = Partial<Record<keyof AccountChange, Said | string>>;

/** What the server would not take is given up, and said; the rest goes without it. */
async function setAside(change: AccountChange, problem: Problem): Promise<void> {
  const names = Object.keys(change) as (keyof AccountChange)[];
  const told = new Map<string, Said>(
    problem.faults.map(({ pointer, code, params = {}, detail }) => [
      pointer?.split('/')[1] ?? '',
      { code, params, detail },
    ]),
  );
  const whole: Said = { code: problem.code, params: problem.params, detail: problem.message };
  const named = names.filter((name) => told.has(name));
  const refused = named.length > 0 ? named : names;
  // A browser may know newer zones than the server: the settings say so.
  if (refused.includes('time_zone')) noteRefusedZone(change.time_zone);
  await write(['facts'], async (transaction) => {
    await requireOwner(transaction);
    const facts = transaction.objectStore('facts');
    const waiting = (await facts.get(CHANGE)) as AccountChange | undefined;
    const before = (await facts.get(ACCOUNT_REFUSED)) as RefusedSettings | undefined;
    const reasons = refused
      .filter((name) => name !== 'time_zone')
      .map((name) => [name, told.get(name) ?? whole]);
    if (reasons.length > 0)
      await facts.put({ ...before, ...Object.fromEntries(reasons) }, ACCOUNT_REFUSED);
    const left = Object.entries(waiting ?? {}).filter(
      ([name, value]) => !refused.some((one) => one === name && sameJson(value, change[one])),
    );
    if (left.length > 0) await facts.put(Object.fromEntries(left), CHANGE);
    else await facts.delete(CHANGE);
  });
  announce();
}

export async function refusedSettings(): Promise<RefusedSettings> {
  return (await fact<RefusedSettings>(ACCOUNT_REFUSED)) ?? {};
}

/** The patient has read that a setting was not taken. */
export async function forgetRefusedSettings(): Promise<void> {
  await write(['facts'], async (transaction) => {
    await transaction.objectStore('facts').delete(ACCOUNT_REFUSED);
  });
  announce();
}
