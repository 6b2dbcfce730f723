/** Signing up, in and out. */
import { onDevice } from '#browser_store';
import { dayOfDate } from '#domain/day.ts';
import { adoptAccount, forgetAccount, type Account } from './account.svelte.ts';
import { call, callJson, callOpen, grant, Unreachable, type Granted } from './api.ts';
import { announce, announceLeft, whenLeft } from './changes.svelte.ts';
import { wipe } from './database.ts';
import { fact } from './facts.ts';
import { keepInstalled, letGo } from './installation.svelte.ts';
import { standing } from './journal.ts';
import { restSync, syncNow } from './sync.svelte.ts';
import { inTurn } from './turns.ts';

/** Set when the patient signed out without a network: the server's session ends at the next chance. */
const LEFT_OFFLINE = 'left_offline';

/** Signing in and ending a session take turns, across tabs. */
const SESSION = 'session';

export interface SignUp {
  username: string;
  password: string;
  locale: string;
}

/** Answers the recovery code; it is shown once and kept nowhere. */
export async function signUp(form: SignUp): Promise<string> {
  const json = { ...form, time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone };
  const response = await callOpen('/accounts', { method: 'POST', json });
  return ((await response.json()) as { recovery_code: string }).recovery_code;
}

/**
 * Signs in. A journal of someone else on this device is removed first. Whoever is still leaving has
 * left before: the server's farewell empties the browser, and must not meet a new journal there.
 */
export async function signIn(username: string, password: string): Promise<void> {
  await inTurn(SESSION, async () => {
    const json = { username, password };
    const response = await callOpen('/sessions', { method: 'POST', json });
    grant((await response.json()) as Granted);
    onDevice.remove(LEFT_OFFLINE);
    if ((await lastUser()) !== username.toLowerCase()) await wipe();
    await adoptAccount();
  });
  restSync();
  announce();
  void syncNow();
  // Asked for, not insisted on: a full phone may still clear what is not persisted.
  void navigator.storage?.persist?.().catch(() => false);
}

/** How many entries of another person, not sent yet, signing in as `username` would remove. */
export async function wouldLose(username: string): Promise<number> {
  const last = await lastUser();
  if (last === undefined || last === username.toLowerCase()) return 0;
  const { waiting, aside, conflicts } = await standing();
  return waiting + aside + conflicts;
}

async function lastUser(): Promise<string | undefined> {
  return (await fact<Account>('account'))?.username.toLowerCase();
}

/** Removes the journal from this device at once; the server is told now or when it can be reached. */
export async function signOut(): Promise<void> {
  onDevice.set(LEFT_OFFLINE, dayOfDate(new Date()));
  await leave();
  void endLeftSession();
}

/** Forgets first, so that no exchange starts anew, in this tab or another, while all is wiped. */
async function leave(): Promise<void> {
  forgetAccount();
  announceLeft();
  restSync();
  await wipe();
}

/** To be called once: other tabs of this device leave together. */
export function leaveTogether(): void {
  whenLeft(() => {
    forgetAccount();
    grant(undefined);
    restSync();
  });
}

/** Ends the session of a sign-out that the server has not heard of, unless someone has signed in. */
export function endLeftSession(): Promise<void> {
  return inTurn(SESSION, async () => {
    if (onDevice.get(LEFT_OFFLINE) === null) return;
    try {
      await farewell('/sessions/current');
    } catch (cause) {
      if (cause instanceof Unreachable) return;
    } finally {
      grant(undefined);
    }
    onDevice.remove(LEFT_OFFLINE);
  });
}

/**
 * Asks for an end that the browser answers by dropping all it stored for this site (the server's
 * Clear-Site-Data), down to the files that a deleted database leaves until its engine tidies up.
 * The look and the language are nobody's secret, and the app itself stays installed.
 */
async function farewell(path: string, json?: unknown): Promise<void> {
  const kept = onDevice.all();
  // Without an answer nothing is let go: the app opens without a network, for whoever left too.
  await call('/sessions');
  await letGo();
  try {
    await call(path, { method: 'DELETE', ...(json !== undefined && { json }) });
  } finally {
    for (const [key, value] of kept) onDevice.set(key, value);
    keepInstalled();
  }
}

export async function recover(
  username: string,
  recoveryCode: string,
  newPassword: string,
): Promise<string> {
  const json = { username, recovery_code: recoveryCode, new_password: newPassword };
  const response = await callOpen('/account/recovery', { method: 'POST', json });
  return ((await response.json()) as { recovery_code: string }).recovery_code;
}

export async function changePassword(current: string, next: string): Promise<void> {
  const json = { current_password: current, new_password: next };
  grant(await callJson<Granted>('/account/password', { method: 'PUT', json }));
}

/** Erases the account on the server, then the journal here. */
export function eraseAccount(password: string): Promise<void> {
  return inTurn(SESSION, async () => {
    await farewell('/account', { password });
    grant(undefined);
    await leave();
  });
}

/** Everything, as a file. The server wants the password again before it hands it out. */
export async function exportJournal(format: 'zip' | 'csv', password: string): Promise<Blob> {
  await call('/sessions/current/confirmation', { method: 'POST', json: { password } });
  return (await call(`/export?format=${format}`)).blob();
}

export interface Device {
  id: string;
  device: string;
  created_at: string;
  last_used_at: string;
  current: boolean;
}

export async function devices(): Promise<Device[]> {
  return (await callJson<{ items: Device[] }>('/sessions')).items;
}

export function signOutEverywhere(): Promise<void> {
  return inTurn(SESSION, async () => {
    await farewell('/sessions');
    grant(undefined);
    await leave();
  });
}
