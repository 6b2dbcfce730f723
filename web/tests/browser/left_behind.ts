/** What is left of a journal in a browser, in its database and in the files of its profile. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below `folder` that holds `text`, in either of Chromium's encodings. */
export function holding(folder: string, text: string): string[] {
  const needles = [Buffer.from(text), Buffer.from(text, 'utf16le')];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const content = readFileSync(file);
      return needles.some((needle) => content.includes(needle));
    });
}

/** Runs in the page: everything in this app's database, should there be one. */
export async function keptHere(): Promise<string> {
  const found: unknown[] = [];
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('no reason given'));
    });
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      found.push(...(await settled(database.transaction(store).objectStore(store).getAll())));
    }
    database.close();
  }
  return JSON.stringify(found);
}

/** Runs in the page: where else than in its database something could be kept. */
export async function keptBeside() {
  const cached: { url: string; text: string }[] = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const text = (await (await cache.match(request))?.text()) ?? '';
      cached.push({ url: request.url, text });
    }
  }
  return {
    databases: (await indexedDB.databases()).map(({ name }) => name),
    cached,
    local: { ...localStorage } as Record<string, string>,
    session: { ...sessionStorage } as Record<string, string>,
    cookies: document.cookie,
  };
}
