import { expect, test, type Page } from '@playwright/test';
import { programOf } from './api.ts';
import { keptHere } from './left_behind.ts';
import { answer, PASSWORD, signIn, signUp, synced } from './patient.ts';

const signOut = (page: Page) => page.getByRole('button', { name: 'Sign out', exact: true }).click();

test('who signs in while the server still says farewell loses nothing by it', async ({ page }) => {
  const name = await signUp(page);
  await synced(page);
  let left = false;
  await page.route('**/api/v1/sessions/current', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
    left = true;
  });
  await page.goto('/settings');
  await signOut(page);
  // The device is wiped at once; nobody waits for the server.
  await page.getByRole('link', { name: 'Sign in' }).click();
  expect(left).toBe(false);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'How is it now?' })).toBeVisible();
  expect(left).toBe(true);

  // What was not sent yet would be gone with a database that is emptied late.
  await page.route('**/api/v1/changes', (route) => route.abort());
  await answer(page, 'How low do you feel?', 7);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('1 waiting')).toBeVisible();
  await page.waitForTimeout(1000);
  await page.unroute('**/api/v1/changes');
  await page.goto('/');
  await expect(page.getByText('1 check-in today')).toBeVisible();
  await synced(page);
});

test('after leaving, the language chosen and the app itself are still there, offline too', async ({
  page,
  context,
}) => {
  await signUp(page);
  await page.goto('/settings');
  await page.getByRole('radio', { name: 'Deutsch' }).check();
  await expect(page.getByRole('heading', { name: 'Einstellungen' })).toBeVisible();
  const farewell = page.waitForResponse('**/api/v1/sessions/current');
  await page.getByRole('button', { name: 'Abmelden', exact: true }).click();
  expect((await (await farewell).allHeaders())['clear-site-data']).toBe('"storage"');
  await expect
    .poll(() => page.evaluate(() => caches.keys().then((names) => names.length)))
    .toBeGreaterThan(0);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.goto('/');
  await expect(page.getByRole('link', { name: 'Tagebuch anlegen' })).toBeVisible();
  await page.getByRole('button', { name: 'Hilfe' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('whoever opens the app anew in the moment of leaving is answered', async ({ page }) => {
  // Each sign-in first ends what is still being left: Chromium takes seconds to clear the storage.
  test.setTimeout(150_000);
  const name = await signUp(page);
  for (let round = 0; round < 5; round += 1) {
    await page.goto('/settings');
    await signOut(page);
    await expect(page.getByRole('link', { name: 'Create a journal' })).toBeVisible();
    // The server's farewell is on its way, or just being carried out.
    await page.waitForTimeout(round * 6);
    await page.goto('/sign-in', { timeout: 10_000 });
    await signIn(page, name);
  }
});

test('other tabs leave together, and nothing comes back from them', async ({ page, context }) => {
  await signUp(page);
  await synced(page);
  const other = await context.newPage();
  await other.goto('/treatments/new');
  await other.getByLabel('Dose', { exact: true }).fill('1');
  await page.goto('/settings');
  await page.getByRole('button', { name: 'On all devices' }).click();
  await expect(page.getByRole('link', { name: 'Create a journal' })).toBeVisible();
  await expect(other.getByRole('link', { name: 'Create a journal' })).toBeVisible();
  await other.waitForTimeout(500);
  expect(await other.evaluate(keptHere)).toBe('[]');
});

test('after signing out without a network nothing of it lives on when somebody else signs in', async ({
  page,
  context,
  request,
}) => {
  let unsubscribed = 0;
  await context.grantPermissions(['notifications']);
  await context.exposeFunction('browserUnsubscribed', () => (unsubscribed += 1));
  await context.addInitScript(() => {
    const told = (globalThis as unknown as { browserUnsubscribed: () => Promise<void> })
      .browserUnsubscribed;
    const made = { unsubscribe: () => told().then(() => true) };
    PushManager.prototype.getSubscription = () =>
      Promise.resolve(made as unknown as PushSubscription);
  });
  const bob = await signUp(page);
  await synced(page);
  await page.goto('/settings');
  await signOut(page);
  await expect(page.getByRole('link', { name: 'Create a journal' })).toBeVisible();
  const ada = await signUp(page);
  await synced(page);
  const program = await programOf(request, ada);
  const sessions = async () =>
    (await program<{ items: unknown[] }>('get', '/sessions')).items.length;
  await page.evaluate(() => navigator.serviceWorker.ready);
  const before = unsubscribed;

  await page.route('**/api/**', (route) => route.abort('connectionrefused'));
  await page.goto('/settings');
  await signOut(page);
  await expect(page.getByRole('link', { name: 'Create a journal' })).toBeVisible();
  expect(unsubscribed).toBe(before + 1);
  expect(await sessions()).toBe(2);
  await page.unroute('**/api/**');
  await signIn(page, bob);
  expect(await sessions()).toBe(1);
});

test('who signs in over somebody still signed in takes their place on this device', async ({
  page,
  request,
}) => {
  const bob = await signUp(page);
  await synced(page);
  await page.goto('/settings');
  await signOut(page);
  await expect(page.getByRole('link', { name: 'Create a journal' })).toBeVisible();
  const ada = await signUp(page);
  await synced(page);
  const program = await programOf(request, ada);
  await signIn(page, bob);
  const { items } = await program<{ items: unknown[] }>('get', '/sessions');
  expect(items).toHaveLength(1);
});
