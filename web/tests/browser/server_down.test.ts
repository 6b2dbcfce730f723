import { chromium, expect, test } from '@playwright/test';
import { holding, keptHere } from './left_behind.ts';
import { OwnServer } from './own_server.ts';
import { answer, checkIn, signUp, synced } from './patient.ts';

test('the server killed while the network is up: entries wait, and arrive when it is back', async ({
  browser,
}) => {
  const server = new OwnServer();
  try {
    const page = await (await browser.newContext({ baseURL: await server.start() })).newPage();
    await signUp(page);
    await synced(page);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await server.kill();
    await checkIn(page, 5);
    await expect(page.getByText('1 waiting')).toBeVisible();
    expect(await page.evaluate(() => navigator.onLine)).toBe(true);
    await server.start();
    await page.reload();
    await synced(page);
    await expect(page.getByText('1 check-in today')).toBeVisible();
  } finally {
    await server.remove();
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
