/** What a patient does, as the tests say it. */
import { expect, type Page } from '@playwright/test';

export const PASSWORD = 'peach plum lantern 4 dusk';

export const newName = () => `p${crypto.randomUUID().replaceAll('-', '').slice(0, 16)}`;

/** Signs up as somebody new with depression; ends on the check-in. */
export async function signUp(page: Page, name = newName()): Promise<string> {
  await page.goto('/');
  await page.getByRole('link', { name: 'Create a journal' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create a journal' }).click();
  await expect(page.getByRole('heading', { name: 'Keep this recovery code' })).toBeVisible();
  await page.getByLabel('I have kept it somewhere safe').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Depression').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'How is it now?' })).toBeVisible();
  return name;
}

export async function signIn(page: Page, name: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'How is it now?' })).toBeVisible();
}

export function answer(page: Page, question: string | RegExp, score: number) {
  return page
    .getByRole('radiogroup', { name: question })
    .getByRole('radio', { name: new RegExp(`^${score}(,|$)`) })
    .check();
}

export async function checkIn(page: Page, lowMood: number): Promise<void> {
  await page.goto('/');
  await answer(page, 'How low do you feel?', lowMood);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Saved' })).toBeVisible();
}

export const synced = (page: Page) =>
  expect(page.locator('[aria-live]').filter({ hasText: 'Synced' })).toBeVisible();

/** The app is on the device, and answers for the network. */
export const installed = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((resolve) =>
        navigator.serviceWorker.addEventListener('controllerchange', resolve),
      );
    }
  });
