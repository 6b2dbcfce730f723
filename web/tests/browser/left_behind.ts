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
