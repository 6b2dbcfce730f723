/** When the browser is asked to keep what is on this device: Firefox then asks the person, over the page. */
import { expect, test, type Page } from '@playwright/test';
import { answer, checkIn, signIn, signUp } from './patient.ts';

/** Counts the questions from now on, over every page that is opened. */
async function questions(page: Page) {
  const counted = { number: 0 };
  await page.exposeFunction('asked', () => void (counted.number += 1));
  await page.addInitScript(() => {
    StorageManager.prototype.persist = async () => {
      await (globalThis as unknown as { asked: () => Promise<void> }).asked();
      return false;
    };
  });
  return counted;
}

const settled = (page: Page) => page.waitForTimeout(500);

test('the browser is asked to keep the journal after the first saved check-in, and once', async ({
  page,
}) => {
  const counted = await questions(page);
  await page.goto('/sign-up');
  await signUp(page);
  await settled(page);
  expect(counted.number, 'while the recovery code was shown').toBe(0);
  await checkIn(page, 6);
  await expect.poll(() => counted.number).toBe(1);
  await checkIn(page, 5);
  await settled(page);
  expect(counted.number).toBe(1);
});

test('on another device it is asked after the first check-in that is saved there', async ({
  page,
  browser,
  baseURL,
}) => {
  const name = await signUp(page);
  await checkIn(page, 6);
  const context = await browser.newContext({ baseURL: baseURL ?? '' });
  const other = await context.newPage();
  const counted = await questions(other);
  await signIn(other, name);
  await settled(other);
  expect(counted.number, 'after signing in').toBe(0);
  await checkIn(other, 4);
  await expect.poll(() => counted.number).toBe(1);
  await context.close();
});

test('whoever is shown whom to call is not asked anything over it', async ({ page }) => {
  const counted = await questions(page);
  await signUp(page);
  await answer(page, /thoughts of not wanting to live/, 8);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await settled(page);
  expect(counted.number).toBe(0);
});

test('a private window is spoken of where one signs in, in the words of the sync status', async ({
  browser,
  baseURL,
}) => {
  for (const [locale, said, status] of [
    ['en-GB', 'In a private window', 'Synced'],
    ['de-DE', 'In einem privaten Fenster', 'Abgeglichen'],
    ['es-ES', 'En una ventana privada', 'Sincronizado'],
    ['fr-FR', 'Dans une fenêtre privée', 'Synchronisé'],
  ] as const) {
    const context = await browser.newContext({ baseURL: baseURL ?? '', locale });
    const page = await context.newPage();
    for (const path of ['/sign-up', '/sign-in', '/recover']) {
      await page.goto(path);
      await expect(page.getByText(said)).toContainText(status);
    }
    await context.close();
  }
});
