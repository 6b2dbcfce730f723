import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, expect, test } from '@playwright/test';
import { holding, keptHere } from './left_behind.ts';
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
  await expect(page.getByRole('heading', { name: 'Saved' })).toBeVisible();
  await synced(page);
  await context.close();
  expect(holding(profile, canary)).not.toEqual([]);

  context = await open();
  page = context.pages()[0] ?? (await context.newPage());
  await page.goto('/settings');
  const farewell = page.waitForResponse('**/api/v1/sessions/current');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Create a journal' })).toBeVisible();
  // The server's farewell makes the browser drop its files, too: a while later, in its own time.
  await (await farewell).finished();
  await page.waitForTimeout(1000);
  expect(await page.evaluate(keptHere)).toBe('[]');
  await context.close();
  expect(holding(profile, canary)).toEqual([]);
});
