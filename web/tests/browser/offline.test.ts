import { expect, test } from '@playwright/test';
import { answer, checkIn, installed, signUp, synced } from './patient.ts';

test('after one visit the app opens without a network, and shows what was written', async ({
  page,
  context,
}) => {
  await signUp(page);
  await checkIn(page, 6);
  await synced(page);
  await page.getByRole('link', { name: 'Relief' }).click();
  await installed(page);
  await context.setOffline(true);
  for (const [path, heading] of [
    ['/', 'How is it now?'],
    ['/timeline', 'Low mood'],
    ['/treatments', 'Treatments'],
    ['/settings', 'Settings'],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible();
  }
  await page.goto('/timeline');
  await expect(page.getByText('1 day with an answer, 6')).toBeVisible();
});

test('eight taps offline, the tab closed, opened again online: one record on the server', async ({
  page,
  context,
}) => {
  await signUp(page);
  await installed(page);
  await context.setOffline(true);
  await page.goto('/');
  await expect(page.getByRole('radiogroup').first()).toBeVisible();
  for (const strip of await page.getByRole('radiogroup').all()) {
    await strip.getByRole('radio').nth(4).check();
  }
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('1 waiting')).toBeVisible();
  await page.close();

  await context.setOffline(false);
  const again = await context.newPage();
  const answered = again.waitForResponse((response) => response.url().endsWith('/api/v1/changes'));
  await again.goto('/');
  expect((await (await answered).json()) as unknown).toMatchObject({
    results: [{ status: 'applied' }],
  });
  await synced(again);
  await expect(again.getByText('1 check-in today')).toBeVisible();
});

test('a server that is down while the network seems up costs nothing', async ({
  page,
  context,
}) => {
  await signUp(page);
  await installed(page);
  await context.route('**/api/**', (route) => route.abort('connectionrefused'));
  await checkIn(page, 5);
  await expect(page.getByText('1 waiting')).toBeVisible();
  await context.unroute('**/api/**');
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await synced(page);
});

test('an answer lost on the way back does not double the record', async ({ page, context }) => {
  await signUp(page);
  await synced(page);
  let lost = 0;
  await context.route('**/api/v1/changes', async (route) => {
    if (route.request().method() !== 'POST' || lost > 0) return route.fallback();
    lost += 1;
    await route.fetch();
    await route.abort('connectionreset');
  });
  await checkIn(page, 5);
  await expect.poll(() => lost).toBe(1);
  await synced(page);
  await page.goto('/');
  await expect(page.getByText('1 check-in today')).toBeVisible();
});

test('signing out wipes the journal, offline too, after a word about what waits', async ({
  page,
  context,
}) => {
  await signUp(page);
  await installed(page);
  await context.setOffline(true);
  await page.goto('/');
  await answer(page, 'How low do you feel?', 3);
  await page.getByText('Add a note').click();
  await page.getByLabel('Note', { exact: true }).fill('canary-in-the-journal');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('1 entry exists only on this device');
  await page.getByRole('button', { name: 'Sign out and delete them' }).click();
  await expect(page.getByRole('link', { name: 'Create a journal' })).toBeVisible();
  const kept = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    return JSON.stringify([databases, { ...localStorage }, { ...sessionStorage }]);
  });
  expect(kept).not.toContain('canary');
  await context.setOffline(false);
  await page.goto('/');
  await expect(page.getByRole('link', { name: 'Create a journal' })).toBeVisible();
});

test('two tabs see what the other wrote and send it once', async ({ page, context }) => {
  await signUp(page);
  const other = await context.newPage();
  await other.goto('/timeline');
  await checkIn(page, 8);
  await expect(other.getByText('1 day with an answer, 8')).toBeVisible();
  await synced(page);
  await synced(other);
});
