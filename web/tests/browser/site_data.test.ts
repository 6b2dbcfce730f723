/** Browsers that keep nothing: site data is blocked, or the database alone cannot be opened. */
import { expect, test, type Page } from '@playwright/test';
import { programOf } from './api.ts';
import { ownBrowser } from './own_browser.ts';
import { JOURNAL, OPEN } from './pages.ts';
import { answer, checkIn, signIn, signUp, synced } from './patient.ts';

const TOLD = 'This browser does not let Afterglow keep anything on this device.';

/** As Firefox in some private windows, and wherever the files are damaged. */
const refuseTheDatabase = (page: Page) =>
  page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('refused', 'SecurityError');
    };
  });

test('with all site data blocked one signs up, saves to the server and reads, and is told so', async ({
  baseURL,
  request,
}, info) => {
  const profile = info.outputPath('profile');
  const [context, page] = await ownBrowser({ profile, baseURL: baseURL ?? '', blocked: true });
  await page.goto('/');
  const blocked = await page.evaluate(() => {
    try {
      return localStorage === null;
    } catch {
      return true;
    }
  });
  expect(blocked).toBe(true);
  for (const path of OPEN) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText(TOLD)).toBeVisible();
  }
  const name = await signUp(page);
  await answer(page, 'How low do you feel?', 6);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Saved' })).toBeVisible();
  const program = await programOf(request, name);
  const kept = await program<{ items: unknown[] }>('get', '/check-ins');
  expect(kept.items).toHaveLength(1);
  await synced(page);
  await expect(page.getByText('Saved on this device')).toHaveCount(0);
  await page.getByRole('link', { name: 'Timeline', exact: true }).click();
  await expect(page.getByText('1 day with an answer, 6')).toBeVisible();
  await context.close();
});

test('where tabs may not speak to each other, as Firefox has it then, both pages start', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const refused = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    globalThis.BroadcastChannel = refused as unknown as typeof BroadcastChannel;
  });
  await page.goto('/');
  await expect(page.getByRole('link', { name: 'Create a journal' })).toBeVisible();
  await page.goto('/s');
  await expect(page.getByRole('heading', { name: 'This link is not active' })).toBeVisible();
});

test('the page behind a link works with all site data blocked', async ({
  page,
  baseURL,
  request,
}, info) => {
  const name = await signUp(page);
  await checkIn(page, 5);
  await synced(page);
  const program = await programOf(request, name);
  const form = { label: 'Dr Ito', measures: ['low_mood'], expires_in_days: 30 };
  const { url } = await program<{ url: string }>('post', '/shares', form);
  const profile = info.outputPath('profile');
  const [context, visitor] = await ownBrowser({ profile, baseURL: baseURL ?? '', blocked: true });
  await visitor.goto(url);
  await expect(visitor.getByRole('heading', { name: 'Low mood' }).first()).toBeVisible();
  await context.close();
});

test('where the database alone is refused, every page opens, and a reload keeps one signed in', async ({
  page,
}) => {
  await refuseTheDatabase(page);
  await signUp(page);
  await checkIn(page, 4);
  for (const path of JOURNAL) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText(TOLD)).toBeVisible();
  }
  await page.goto('/timeline');
  await expect(page.getByText('1 day with an answer, 4')).toBeVisible();
});

test('a server that cannot be reached is no confirmation where nothing is kept', async ({
  page,
  context,
}) => {
  await refuseTheDatabase(page);
  await signUp(page);
  await synced(page);
  let asked = 0;
  await context.route('**/api/v1/changes**', (route) => {
    asked += 1;
    return route.abort('connectionrefused');
  });
  await answer(page, 'How low do you feel?', 6);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => asked).toBeGreaterThan(0);
  await page.waitForTimeout(1000);
  await expect(page.getByRole('heading', { name: 'Saved' })).toBeHidden();
  await expect(page.getByText('Saved on this device')).toBeHidden();
});

test('a page that is older than the journal on this device says so, and goes on', async ({
  page,
}) => {
  const name = await signUp(page);
  await synced(page);
  await page.goto('/icon.svg');
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const asked = indexedDB.open('afterglow', 99);
        asked.onsuccess = () => {
          asked.result.close();
          resolve();
        };
        asked.onerror = () => reject(new Error('not opened'));
      }),
  );
  await page.goto('/');
  await expect(page.getByText('A newer Afterglow has written the journal')).toBeVisible();
  await synced(page);
  await signIn(page, name);
  await checkIn(page, 5);
});
