import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, expect, test } from '@playwright/test';
import { answer, checkIn, signUp, synced } from './patient.ts';

const BINARY = process.env['AFTERGLOW_BINARY'] ?? '../target/debug/afterglow';

function start(folder: string, listen: string): Promise<[ChildProcess, string]> {
  const server = spawn(BINARY, ['serve', '--listen', listen, '--data-dir', join(folder, 'data')], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    createInterface({ input: server.stdout }).on('line', (line) => {
      const address = /^Afterglow is at (http:\S+)/.exec(line)?.[1];
      if (address) resolve([server, address]);
    });
  });
}

/** Every file below `folder` that holds `text`, in either of Chromium's encodings. */
function holding(folder: string, text: string): string[] {
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
async function keptHere(): Promise<string> {
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

test('the server killed while the network is up: entries wait, and arrive when it is back', async ({
  browser,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'afterglow-down-'));
  let [server, address] = await start(folder, '127.0.0.1:0');
  try {
    const page = await (await browser.newContext({ baseURL: address })).newPage();
    await signUp(page);
    await synced(page);
    await page.evaluate(() => navigator.serviceWorker.ready);
    server.kill('SIGKILL');
    await new Promise((resolve) => server.once('exit', resolve));
    await checkIn(page, 5);
    await expect(page.getByText('1 waiting')).toBeVisible();
    expect(await page.evaluate(() => navigator.onLine)).toBe(true);
    [server, address] = await start(folder, new URL(address).host);
    await page.reload();
    await synced(page);
    await expect(page.getByText('One check-in that day')).toBeVisible();
  } finally {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
});

test('after signing out nothing of the journal is left in the browser profile', async ({
  baseURL,
}, info) => {
  const profile = info.outputPath('profile');
  const canary = `canary${crypto.randomUUID()}`;
  const open = () =>
    chromium.launchPersistentContext(profile, {
      ...info.project.use.launchOptions,
      baseURL: baseURL ?? '',
    });
  let context = await open();
  let page = context.pages()[0] ?? (await context.newPage());
  await signUp(page);
  await answer(page, 'How low do you feel?', 3);
  await page.getByText('Add a note').click();
  await page.getByLabel('Note', { exact: true }).fill(canary);
  await page.getByRole('button', { name: 'Save' }).click();
  await synced(page);
  await context.close();
  expect(holding(profile, canary)).not.toEqual([]);

  context = await open();
  page = context.pages()[0] ?? (await context.newPage());
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Create a journal' })).toBeVisible();
  expect(await page.evaluate(keptHere)).toBe('[]');
  await page.waitForTimeout(1000);
  await context.close();
  // The engine frees the bytes of a deleted database at its next compaction, not at once.
  const elsewhere = holding(profile, canary).filter((file) => !file.includes('.leveldb'));
  expect(elsewhere).toEqual([]);
});
