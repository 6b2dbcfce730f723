/** Reminders on this device: its subscription at the browser's push service, which the server is told. */
import type { Told } from '#domain/told.ts';
import { callDone, callJson } from './api.ts';
import { fact, keepFact } from './facts.ts';

type PushKey = Told<'PushKey'>;

/** Set when the patient turned reminders on here; it goes with the journal when they sign out. */
const HERE = 'reminders_here';

export type PushState = 'unsupported' | 'blocked' | 'off' | 'on';

function isSupported(): boolean {
  return (
    'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis
  );
}

export async function pushState(): Promise<PushState> {
  if (!isSupported()) return 'unsupported';
  if (Notification.permission === 'denied') return 'blocked';
  return Notification.permission === 'granted' && (await fact(HERE)) === true ? 'on' : 'off';
}

/** After a tap alone: browsers ask the patient for their permission now. */
export async function turnOn(): Promise<PushState> {
  const permission = await Notification.requestPermission();
  if (permission === 'granted') {
    await subscribe();
    await keepFact(HERE, true);
  }
  return pushState();
}

export async function turnOff(): Promise<PushState> {
  await callDone('/push/subscription', { method: 'DELETE' });
  await keepFact(HERE, false);
  await (await subscription())?.unsubscribe();
  return pushState();
}

/** Gives up the browser's own address, of which the server need not know yet. */
export async function unsubscribe(): Promise<void> {
  // Not `ready`: it would wait for ever for a worker that is not coming.
  const registration = await navigator.serviceWorker?.getRegistration();
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
}

/** At each start: addresses go stale, and the server may have a new key. */
export async function renewPush(): Promise<void> {
  if ((await pushState()) === 'on') await subscribe();
}

/** Has a reminder sent to this device now. */
export async function tryPush(): Promise<void> {
  await callDone('/push/test', { method: 'POST' });
}

async function manager(): Promise<PushManager> {
  return (await navigator.serviceWorker.ready).pushManager;
}

async function subscription(): Promise<PushSubscription | null> {
  return (await manager()).getSubscription();
}

async function subscribe(): Promise<void> {
  const key = await callJson<PushKey>('/push/key');
  let found = await subscription();
  if (found && !isFor(found, key)) {
    await found.unsubscribe();
    found = null;
  }
  found ??= await (
    await manager()
  ).subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key.public_key) });
  const { endpoint, keys } = found.toJSON();
  const json = {
    endpoint,
    keys: { p256dh: keys?.['p256dh'], auth: keys?.['auth'] },
    key_version: key.version,
  };
  await callDone('/push/subscription', { method: 'PUT', json });
}

/** Whether it takes messages from the server's current key. */
function isFor(found: PushSubscription, key: PushKey): boolean {
  const made = new Uint8Array(found.options.applicationServerKey ?? new ArrayBuffer(0));
  const wanted = bytes(key.public_key);
  return made.length === wanted.length && made.every((byte, index) => byte === wanted[index]);
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
