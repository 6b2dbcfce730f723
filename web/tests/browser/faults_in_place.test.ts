/** Whatever fails on pages without a form of the journal, too, is said where the person is, in words. */
import { expect, test, type Page } from '@playwright/test';
import { PASSWORD, signIn, signUp, synced } from './patient.ts';

/** From now on this device keeps nothing more. */
const fillDisk = (page: Page) =>
  page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('no', 'QuotaExceededError');
    };
  });

/** Something that nobody thought of fails before anything is sent. */
const breakSending = (page: Page) =>
  page.evaluate(() => {
    JSON.stringify = () => {
      throw new Error('whatever');
    };
  });

const choices: [string, (page: Page) => Promise<void>][] = [
  ['/settings/measures', (page) => page.getByRole('button', { name: /^Hide/ }).first().click()],
  [
    '/settings/conditions',
    async (page) => {
      await page.getByLabel('Anxiety').check();
      await page.getByRole('button', { name: 'Save' }).click();
    },
  ],
  ['/settings/reminders', (page) => page.getByRole('button', { name: 'Save' }).click()],
  [
    '/settings/questionnaires',
    async (page) => void (await page.getByLabel(/^PHQ-9/).selectOption('14')),
  ],
  [
    '/settings',
    async (page) => {
      await page.getByLabel('Time zone').fill('Asia/Tokyo');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
    },
  ],
  ['/settings', (page) => page.getByRole('radio', { name: 'Deutsch' }).check()],
];

for (const [index, [path, choose]] of choices.entries()) {
  test(`where there is no room, a choice on ${path} (${index + 1}) is not lost in silence`, async ({
    page,
  }) => {
    await signUp(page);
    await page.goto(path);
    await synced(page);
    await fillDisk(page);
    await choose(page);
    await expect(page.getByRole('alert').filter({ hasText: 'no room left' })).toBeInViewport();
    await expect(page.getByText('Not saved', { exact: true })).toBeVisible();
  });
}

test('a question that cannot be deleted on this device stays, and the page says why', async ({
  page,
}) => {
  await signUp(page);
  await page.goto('/settings/measures/new');
  await page.getByLabel('Question', { exact: true }).fill('How heavy?');
  await page.getByRole('button', { name: 'Save' }).click();
  const heavy = page.getByRole('listitem').filter({ hasText: 'How heavy?' });
  await heavy.getByRole('button', { name: /^Hide/ }).click();
  await synced(page);
  await page.evaluate(() => {
    IDBObjectStore.prototype.delete = () => {
      throw new DOMException('no', 'UnknownError');
    };
  });
  await heavy.getByRole('button', { name: /^Delete/ }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'keep nothing' })).toBeInViewport();
  await expect(heavy).toBeVisible();
});

test('a cause that nobody thought of is said beside the button', async ({ page }) => {
  const name = await signUp(page);
  const said = page.getByRole('alert').filter({ hasText: 'That did not work.' });
  await page.goto('/settings');
  await page.getByText('Change password').first().click();
  const form = page.locator('form').filter({ hasText: 'New password' });
  await form.getByLabel('Current password').fill(PASSWORD);
  await form.getByLabel('New password').fill(`${PASSWORD} anew`);
  await breakSending(page);
  await form.getByRole('button', { name: 'Change password' }).click();
  await expect(said).toBeInViewport();

  await page.goto('/share/new');
  await page.getByLabel('Who is it for?').fill('Dr Weber');
  await page.getByLabel('Low mood').check();
  await breakSending(page);
  await page.getByRole('button', { name: 'Make a link' }).click();
  await expect(said).toBeInViewport();

  await page.goto('/sign-in');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(PASSWORD);
  await breakSending(page);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(said).toBeInViewport();
});

test('a file that can be read no longer is said to be one', async ({ page }) => {
  await signUp(page);
  const file = { name: 'journal.csv', mimeType: 'text/csv', buffer: Buffer.from('at,kind') };
  for (const path of ['/settings/import', '/settings/questionnaires']) {
    await page.goto(path);
    await page.evaluate(() => {
      Blob.prototype.text = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
    });
    await page.locator('input[type=file]').setInputFiles(file);
    await expect(page.getByText('This file could not be read.')).toBeVisible();
  }
});

test('only what asks for a password speaks of one', async ({ page }) => {
  await signUp(page);
  await page.route('**/api/v1/sessions', (route) =>
    route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      headers: { afterglow: 'v1' },
      body: '{"code":"forbidden","title":"Forbidden","status":403}',
    }),
  );
  await page.goto('/settings');
  await page.getByText('Where you are signed in').click();
  await expect(page.getByText('That did not work.')).toBeVisible();
  await expect(page.getByText('not your password')).toHaveCount(0);
});

test('what is missing in forms about the account is focused and said in the language of the app', async ({
  page,
}) => {
  const name = await signUp(page);
  await page.evaluate(() => localStorage.setItem('locale', 'de'));
  await page.goto('/settings/reminders');
  const time = page.locator('input[type=time]').first();
  await time.fill('');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(time).toBeFocused();
  await expect(page.getByRole('alert').filter({ hasText: 'Das fehlt noch.' })).toBeVisible();
  // What is wrong goes when it is mended.
  await time.fill('19:00');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'fehlt' })).toHaveCount(0);

  await page.goto('/share/new');
  await page.locator('form button[type=submit]').click();
  await expect(page.locator('form input').first()).toBeFocused();
  await expect(page.getByText('Das fehlt noch.').first()).toBeVisible();

  await page.goto('/sign-in');
  await page.getByLabel('Name').fill(name);
  await page.locator('form button[type=submit]').click();
  await expect(page.locator('input[type=password]')).toBeFocused();
  await expect(page.getByText('Das fehlt noch.').first()).toBeVisible();
  await page.evaluate(() => localStorage.setItem('locale', 'en'));
  await signIn(page, name);
});
