/** Signing up, in and out. */
import { inTab, onDevice } from '#browser_store';
import { dayOfDate } from '#domain/day.ts';
import { isSameAccount } from '#domain/account.ts';
import type { Told } from '#domain/told.ts';
import { adoptAccount, forgetAccount, loadAccount, type Account } from './account.svelte.ts';
import {
  arrived,
  call,
  callDone,
  callJson,
  callOpen,
  FILE_PATIENCE_MS,
  grant,
  Problem,
  SessionEnded,
  type Granted,
} from './api.ts';
import { bringInto } from './bringing.ts';
import { announce, announceLeft } from './changes.svelte.ts';
import { ACCOUNT, wipe } from './database.ts';
import { earlierHere, type Earlier, type Taking } from './earlier.ts';
import { fact } from './facts.ts';
import { keepInstalled, letGo } from './installation.svelte.ts';
import { LEFT_OFFLINE, SHOWN_CODE } from './leaving.ts';
import { endReminders, remindersGoOn } from './reminders_here.ts';
import { restSync, syncNow } from './sync.svelte.ts';
import { inTurn } from './turns.ts';

/** Signing in and ending a session take turns, across tabs. */
const SESSION = 'session';

export type SignUp = Told<'SignUp'>;

/** Answers the recovery code; it is shown once and kept nowhere. */
export async function signUp(json: SignUp): Promise<string> {
  return (await callOpen<Told<'SignedUp'>>('/accounts', { method: 'POST', json })).recovery_code;
}

/**
 * Signs in. Whoever is still leaving has left before: the server's farewell empties the browser, and
 * must not meet a new journal there. The session that this browser had, whosever it was, is ended by
 * the server.
 *
 * A journal of another account on this device is brought into this one or removed, as `taking` says.
 * Without it the journal of another name is removed; one of the same name was not asked about before:
 * it is answered, and nothing is done until signing in is repeated with an answer.
 */
export async function signIn(
  username: string,
  password: string,
  taking?: Taking,
): Promise<Earlier | undefined> {
  const earlier = await inTurn(SESSION, async () => {
    await endLeft().catch(() => undefined);
    const json = { username, password };
    grant(await callOpen<Granted>('/sessions', { method: 'POST', json }));
    onDevice.remove(LEFT_OFFLINE);
    return takeOver(await callJson<Account>('/account'), taking);
  });
  if (earlier) return earlier;
  restSync();
  announce();
  void syncNow();
  void remindersGoOn();
  return undefined;
}

async function takeOver(account: Account, taking?: Taking): Promise<Earlier | undefined> {
  const before = await fact<Account>(ACCOUNT);
  if (before && !isSameAccount(before, account)) {
    if (taking === undefined && before.username.toLowerCase() === account.username.toLowerCase()) {
      const earlier = await earlierHere(true);
      if (earlier) return earlier;
    }
    if (taking === 'bring') {
      await bringInto(account);
      return void (await loadAccount());
    }
    await clearDevice({ leaving: false });
  }
  return void (await adoptAccount(account));
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
  inTab.remove(SHOWN_CODE);
  announceLeft();
  restSync();
  await clearDevice();
}

/** Neither the journal nor the reminders of the one who was here stay. */
async function clearDevice(how?: { leaving: boolean }): Promise<void> {
  const ended = endReminders();
  // Whoever closes the app in this moment leaves nothing behind: a push service is not waited for.
  await wipe(how);
  await ended;
}

/** Until that has succeeded it is tried again. */
export async function endLeftSession(): Promise<void> {
  if (onDevice.get(LEFT_OFFLINE) === null) return;
  await inTurn(SESSION, endLeft).catch(() => undefined);
}

/** Ends the session of a sign-out that the server has not heard of, unless someone has signed in. */
async function endLeft(): Promise<void> {
  if (onDevice.get(LEFT_OFFLINE) === null) return;
  try {
    await farewell('/sessions/current');
  } catch (cause) {
    const over =
      cause instanceof SessionEnded || (cause instanceof Problem && cause.status === 401);
    if (!over) throw cause;
  } finally {
    grant(undefined);
  }
  onDevice.remove(LEFT_OFFLINE);
}

/**
 * Asks for an end that the browser answers by dropping all it stored for this site (the server's
 * Clear-Site-Data), down to the files that a deleted database leaves until its engine tidies up.
 * The look and the language are nobody's secret, and the app itself stays installed.
 */
async function farewell(path: string, json?: unknown): Promise<void> {
  const kept = onDevice.all();
  // Without an answer nothing is let go: the app opens without a network, for whoever left too.
  await callJson('/sessions');
  await letGo();
  try {
    await callDone(path, { method: 'DELETE', ...(json !== undefined && { json }) });
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
  return (await callOpen<Told<'NewRecoveryCode'>>('/account/recovery', { method: 'POST', json }))
    .recovery_code;
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

/** What the journal can be had as: all of it, or a table. */
export type ExportFormat = 'zip' | 'spreadsheet';

/** Everything, as a file. The server wants the password again before it hands it out. */
export async function exportJournal(format: ExportFormat, password: string): Promise<Blob> {
  await callDone('/sessions/current/confirmation', { method: 'POST', json: { password } });
  const archive = await call(`/export?format=${format}`, { patienceMs: FILE_PATIENCE_MS });
  return arrived(archive.blob());
}

export type Device = Told<'Device'>;

export async function devices(): Promise<Device[]> {
  return (await callJson<Told<'Devices'>>('/sessions')).items;
}

export function signOutEverywhere(): Promise<void> {
  return inTurn(SESSION, async () => {
    await farewell('/sessions');
    grant(undefined);
    await leave();
  });
}
