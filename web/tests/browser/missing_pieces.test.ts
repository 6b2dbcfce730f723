/** Pieces of the app that cannot be fetched: after an update, or while the server is away. */
import { expect, test, type Page } from '@playwright/test';
import { checkIn, signUp, synced } from './patient.ts';

// What is kept on the device is not missing.
test.use({ serviceWorkers: 'block' });

const SAID = 'This page could not be loaded';

function loads(page: Page) {
  const counted = { number: 0 };
  page.on('request', (request) => {
    if (request.isNavigationRequest()) counted.number += 1;
  });
  return counted;
}

test('a page whose piece is gone: one reload at most, then a sentence, and the others work', async ({
  page,
  context,
}) => {
  await signUp(page);
  await synced(page);
  await context.route('**/assets/TimelinePage-*', (route) => route.fulfill({ status: 404 }));
  const counted = loads(page);
  await page.getByRole('link', { name: 'Timeline' }).click();
  await expect(page.getByRole('heading', { name: SAID })).toBeVisible();
  await page.waitForTimeout(1500);
  expect(counted.number).toBeLessThanOrEqual(1);
  await page.getByRole('link', { name: 'Treatments' }).click();
  await expect(page.getByRole('heading', { name: 'Treatments' })).toBeVisible();
  await page.getByRole('link', { name: 'Check in' }).click();
  await checkIn(page, 4);

  await context.unroute('**/assets/TimelinePage-*');
  await page.getByRole('link', { name: 'Timeline', exact: true }).click();
  await expect(page.getByText('1 day with an answer, 4')).toBeVisible();
});

test('a server that is away: the sentence, and no reload into nothing', async ({
  page,
  context,
}) => {
  await signUp(page);
  await synced(page);
  await context.setOffline(true);
  const counted = loads(page);
  await page.getByRole('link', { name: 'Timeline' }).click();
  await expect(page.getByRole('heading', { name: SAID })).toBeVisible();
  expect(counted.number).toBe(0);
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Load again' }).click();
  await expect(page.getByRole('heading', { name: 'Timeline' })).toBeVisible();
});

test('when nothing of the app loads there is a sentence in its language, and a button', async ({
  browser,
  baseURL,
}) => {
  for (const [gone, path] of [
    ['**/assets/app-*', '/'],
    ['**/assets/{first,en}-*', '/'],
    ['**/assets/visitor-*', '/s'],
    ['**/assets/VisitorPage-*', '/s'],
  ] as const) {
    const context = await browser.newContext({
      baseURL: baseURL ?? '',
      serviceWorkers: 'block',
      locale: 'de-DE',
    });
    const page = await context.newPage();
    const counted = loads(page);
    await context.route(gone.replace('en}', 'de}'), (route) => route.fulfill({ status: 404 }));
    await page.goto(path);
    await expect(
      page.getByRole('heading', { name: 'Diese Seite konnte nicht geladen werden' }),
    ).toBeVisible();
    await page.waitForTimeout(500);
    expect(counted.number, gone).toBe(1);
    await context.unroute(gone.replace('en}', 'de}'));
    await page.getByRole('button', { name: 'Neu laden' }).click();
    await expect(page.getByRole('heading', { name: /nicht geladen/ })).toBeHidden();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await context.close();
  }
});

test('a page that cannot be read ahead is no failure until somebody goes there', async ({
  page,
  context,
}) => {
  const failures: string[] = [];
  page.on('pageerror', ({ message }) => failures.push(message));
  await signUp(page);
  await synced(page);
  // As if the app were kept on the device.
  await page.addInitScript(() => {
    Object.defineProperty(ServiceWorkerContainer.prototype, 'controller', { get: () => ({}) });
  });
  const gone = '**/assets/TimelinePage-*';
  await context.route(gone, (route) => route.fulfill({ status: 404 }));
  const asked = page.waitForRequest(gone);
  await page.goto('/');
  await (await asked).response();
  await expect(page.getByRole('heading', { name: 'How is it now?' })).toBeVisible();
  await page.waitForTimeout(500);
  expect(failures).toEqual([]);
});
