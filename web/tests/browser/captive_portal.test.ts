import { expect, test, type Page } from '@playwright/test';
import { programOf } from './api.ts';
import { clinicPage, makeLink } from './clinician.ts';
import { answer, checkIn, PASSWORD, signUp, synced } from './patient.ts';
import { Portal } from './portal.ts';

let portal: Portal;
let address: string;

test.beforeEach(async ({ baseURL }) => {
  portal = new Portal(baseURL ?? '');
  address = await portal.start();
});

test.afterEach(() => portal.stop());

const api = (path: string) => path.startsWith('/api/');
const unreachable = (page: Page) => page.getByText(/cannot be reached/).first();

test('a login page in between is never taken for the server: nothing is ended, erased or lost', async ({
  browser,
}) => {
  test.slow();
  const context = await browser.newContext({ baseURL: address });
  const page = await context.newPage();
  await signUp(page);
  await checkIn(page, 6);
  await synced(page);
  const { link } = await makeLink(page, { measures: ['Low mood'] });
  const clinic = await clinicPage(browser);
  await clinic.goto(link);
  await expect(clinic.getByRole('rowheader', { name: /Low mood/ })).toBeVisible();

  portal.inTheWay = api;
  await page.getByRole('button', { name: 'End this link' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End this link' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByText(/^Ended on/)).toHaveCount(0);

  // The page behind the link keeps what it has read, and knows nothing of an end.
  await clinic.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await clinic.getByRole('button', { name: 'FHIR file' }).click();
  await expect(clinic.getByRole('alert')).toHaveText('The journal cannot be reached just now.');
  await expect(clinic.getByRole('rowheader', { name: /Low mood/ })).toBeVisible();

  await page.goto('/settings');
  await page.getByRole('button', { name: 'On all devices' }).click();
  await expect(unreachable(page)).toBeVisible();

  await page.goto('/settings');
  await page.getByRole('button', { name: 'Erase …' }).click();
  await page.getByRole('dialog').getByLabel('Password').fill(PASSWORD);
  await page.getByRole('dialog').getByRole('button', { name: 'Erase for good' }).click();
  await expect(page.getByRole('dialog').getByText(/cannot be reached/)).toBeVisible();

  await page.goto('/settings/reminders');
  await page.getByRole('button', { name: 'Make an address' }).click();
  await expect(unreachable(page)).toBeVisible();

  await page.goto('/settings/import');
  const file = Buffer.from('at,kind,measure,value,note\n2026-03-11,check_in,low_mood,7,\n');
  await page
    .getByLabel('Choose a file')
    .setInputFiles({ name: 'afterglow.csv', mimeType: 'text/csv', buffer: file });
  await page.getByRole('button', { name: 'Bring it in' }).click();
  await expect(unreachable(page)).toBeVisible();

  await page.goto('/');
  await answer(page, 'How low do you feel?', 3);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('1 waiting')).toBeVisible();

  portal.inTheWay = () => false;
  await page.reload();
  await synced(page);
  await page.goto('/share');
  await expect(page.getByText('Dr Weber, next visit')).toBeVisible();
});

test('whoever leaves behind a login page is signed out as soon as the server is reached', async ({
  browser,
  request,
}) => {
  const context = await browser.newContext({ baseURL: address });
  const page = await context.newPage();
  const name = await signUp(page);
  await synced(page);
  portal.inTheWay = api;
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Create a journal' })).toBeVisible();
  const program = await programOf(request, name);
  const sessions = async () =>
    (await program<{ items: unknown[] }>('get', '/sessions')).items.length;
  expect(await sessions()).toBe(2);
  portal.inTheWay = () => false;
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect.poll(sessions).toBe(1);
});

test('the login page never becomes a part of the installed app', async ({ browser }) => {
  const context = await browser.newContext({ baseURL: address });
  const page = await context.newPage();
  // The service worker itself comes through; the files that it is to keep do not.
  const kept = /^\/(assets\/.*|icon\.svg|index\.html)$/;
  let loaded = false;
  portal.inTheWay = (path) => loaded && kept.test(path);
  await page.route('**/sw.js', (route) => {
    loaded = true;
    return route.continue();
  });
  await page.goto('/');
  await expect(page.getByRole('link', { name: 'Create a journal' })).toBeVisible();
  loaded = true;
  await page.waitForTimeout(2000);
  const holds = () =>
    page.evaluate(async () => {
      const texts: string[] = [];
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys())
          texts.push((await (await cache.match(request))?.text()) ?? '');
      }
      return { files: texts.length, login: texts.some((text) => text.includes('hotel')) };
    });
  expect((await holds()).login).toBe(false);
  loaded = false;
  portal.inTheWay = () => false;
  await page.reload();
  await page.evaluate(() => navigator.serviceWorker.ready);
  const { files, login } = await holds();
  expect(files).toBeGreaterThan(10);
  expect(login).toBe(false);
});
