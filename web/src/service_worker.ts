/**
 * Keeps the app itself on the device, so that it opens without a network. It never touches the
 * API's answers: what a patient wrote is in IndexedDB alone, where signing out wipes it. And it shows
 * reminders, which say nothing about health.
 */

const worker = globalThis as unknown as ServiceWorkerGlobalScope;

/** Filled in by build/file_list.js: every file of this build, and a hash over all of them. */
declare const FILES: readonly string[];
declare const VERSION: string;

const CACHE = `afterglow-${VERSION}`;
const PAGE = '/index.html';
/** Pages of the server that are no part of the installed app. */
const ELSEWHERE = /^\/(api|docs|health|s)(\/|$)/;

worker.addEventListener('install', (event) => {
  event.waitUntil(keepAll());
});

async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE);
  // All of them are here before the first is kept.
  const files = await Promise.all(FILES.map(async (path) => ({ path, answer: await file(path) })));
  await Promise.all(files.map(({ path, answer }) => cache.put(path, answer)));
}

async function file(path: string): Promise<Response> {
  return genuine(await fetch(path, { cache: 'no-cache' }));
}

/**
 * An answer of this server, which marks each of them (src/server/headers.rs): the login page of a
 * network in between is never taken for a file of the app, nor for something done.
 */
function genuine(answer: Response): Response {
  if (answer.ok && !answer.redirected && answer.headers.has('afterglow')) return answer;
  throw new Error(`no answer of this server, or a refusal: ${answer.status}`);
}

worker.addEventListener('activate', (event) => {
  event.waitUntil(takeOver());
});

async function takeOver(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

// The patient decides when: a page in use is never exchanged under their thumb.
worker.addEventListener('message', (event) => {
  if (event.data === 'take_over') void worker.skipWaiting();
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const ours = url.origin === worker.location.origin && !ELSEWHERE.test(url.pathname);
  if (request.method !== 'GET' || !ours) return;
  event.respondWith(answer(request, request.mode === 'navigate' ? PAGE : url.pathname));
});

async function answer(request: Request, path: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}

/** What the server sends (src/reminders/push/message.rs), by the rules of Declarative Web Push. */
interface Told {
  notification: {
    title: string;
    body: string;
    lang: string;
    tag: string;
    navigate: string;
    actions: { action: string; title: string }[];
  };
}

const API = '/api/v1';
const LATER_MINUTES = 60;

worker.addEventListener('push', (event) => {
  event.waitUntil(show(event.data));
});

/** Something is shown whatever came: browsers take push away from those who stay silent. */
async function show(data: PushMessageData | null): Promise<void> {
  const { title, navigate, ...options } = read(data);
  await worker.registration.showNotification(title, {
    ...options,
    icon: '/icon-192.png',
    data: { navigate },
  } as NotificationOptions);
}

function read(data: PushMessageData | null): Partial<Told['notification']> & { title: string } {
  try {
    const { notification } = data?.json() as Told;
    if (notification.title) return notification;
  } catch {
    // Then it is not of this server's making, or of a later one's.
  }
  return { title: 'Afterglow', tag: 'afterglow' };
}

worker.addEventListener('notificationclick', (event) => {
  const { notification, action } = event;
  notification.close();
  if (action === 'later') event.waitUntil(putOff(notification));
  else event.waitUntil(open((notification.data as { navigate?: string }).navigate));
});

/** To the check-in, in the window that is open already if there is one. What was begun there is kept. */
async function open(address = '/check-in'): Promise<void> {
  const [window] = await worker.clients.matchAll({ type: 'window' });
  const arrived = await window?.navigate(address).catch(() => null);
  if (!arrived) await worker.clients.openWindow(address);
  // A browser may keep its windows where they are.
  await arrived?.focus().catch(() => undefined);
}

/** Where the server cannot be reached it stays where it is. */
async function putOff(notification: Notification): Promise<void> {
  try {
    await inTheirName('/push/snooze', 'POST', { minutes: LATER_MINUTES });
  } catch {
    const { title, body, lang, tag, data } = notification;
    await worker.registration.showNotification(title, { body, lang, tag, data: data as unknown });
  }
}

/** The browser has exchanged the address, or lost it: the server learns the new one. */
worker.addEventListener('pushsubscriptionchange', (event) => {
  (event as ExtendableEvent).waitUntil(subscribeAnew());
});

async function subscribeAnew(): Promise<void> {
  const answer = await inTheirName('/push/key', 'GET');
  const key = (await answer.json()) as { version: number; public_key: string };
  const { pushManager } = worker.registration;
  const made = await pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: key.public_key,
  });
  const { endpoint, keys } = made.toJSON();
  await inTheirName('/push/subscription', 'PUT', { endpoint, keys, key_version: key.version });
}

/** A call with a token of its own: no page need be open. */
async function inTheirName(path: string, method: string, json?: unknown): Promise<Response> {
  const renewed = genuine(
    await fetch(`${API}/sessions/refresh`, { method: 'POST', cache: 'no-store' }),
  );
  const { access_token: token } = (await renewed.json()) as { access_token?: string };
  const response = await fetch(API + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    cache: 'no-store',
  });
  return genuine(response);
}
