/**
 * Keeps the app itself on the device, so that it opens without a network. It never touches the
 * API: what a patient wrote is in IndexedDB alone, where signing out wipes it.
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
  await cache.addAll(FILES.map((path) => new Request(path, { cache: 'no-cache' })));
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
