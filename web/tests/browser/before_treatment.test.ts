/** Without some days before the first treatment there is nothing to compare it with: said in time. */
import { expect, test, type Page } from '@playwright/test';
import { programOf } from './api.ts';
import { newName, PASSWORD, signUp, synced } from './patient.ts';

const BEHIND = 'Fewer than three of the days before have an entry';
const AHEAD = 'Entries on three days before it make a comparison possible';

const DAY_MS = 24 * 3_600_000;
const ID = '01957d00-0000-7000-8000-00000000000';

/** So many days before now, to the second. */
const ago = (days: number) =>
  new Date(Date.now() - days * DAY_MS).toISOString().replace(/\.\d+Z/, 'Z');

/** Opens the form of a new treatment, once the device has what the server has. */
async function newTreatment(page: Page): Promise<void> {
  await page.goto('/');
  await page.reload();
  await synced(page);
  await page.goto('/treatments/new');
  await expect(page.getByRole('button', { name: 'Save' })).toBeVisible();
}

/** Leaves the form, and nothing of it is kept. */
const cancel = (page: Page) => page.getByRole('link', { name: 'Cancel' }).click();

const startsIn = (page: Page, days: number) =>
  page
    .getByLabel('Day', { exact: true })
    .fill(new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10));

test('whoever begins a journal is told that the days before the first treatment matter', async ({
  page,
}) => {
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill(newName());
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create a journal' }).click();
  await page.getByLabel('I have kept it somewhere safe').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('Begin before your first treatment if you can')).toBeVisible();
});

test('a first treatment without days before it is told of, until three of them are written', async ({
  page,
}) => {
  const call = await programOf(page.request, await signUp(page));
  await newTreatment(page);
  await expect(page.locator('[aria-live]').filter({ hasText: BEHIND })).toBeVisible();
  await startsIn(page, 9);
  await expect(page.locator('[aria-live]').filter({ hasText: AHEAD })).toBeVisible();
  await expect(page.getByText(BEHIND)).toHaveCount(0);

  await cancel(page);

  // Two days are not three, and two check-ins of one day are one.
  for (const [n, days] of [1.1, 2.1, 2.2].entries())
    await call('put', `/check-ins/${ID}${n}`, { at: ago(days), scores: { low_mood: 5 } });
  await newTreatment(page);
  await expect(page.getByText(BEHIND)).toBeVisible();

  await call('put', `/check-ins/${ID}3`, { at: ago(3.1), scores: { low_mood: 5 } });
  await newTreatment(page);
  await expect(page.getByText('Ketamine', { exact: true })).toBeVisible();
  await expect(page.getByText(BEHIND)).toHaveCount(0);
  // Of a start before those days it is true again.
  await startsIn(page, -4);
  await expect(page.getByText(BEHIND)).toBeVisible();
  // A fortnight later none of them counts.
  await startsIn(page, 30);
  await expect(page.getByText(AHEAD)).toBeVisible();
});

test('of a treatment that continues a course nothing is asked of the days before', async ({
  page,
}) => {
  const call = await programOf(page.request, await signUp(page));
  await call('put', `/treatments/${ID}1`, { at: ago(20), medicine: 'ketamine', route: 'iv' });
  await newTreatment(page);
  await expect(page.getByText('Ketamine', { exact: true })).toBeVisible();
  await expect(page.getByText(BEHIND)).toHaveCount(0);
  // With more than three weeks between them it is a course of its own.
  await startsIn(page, 3);
  await expect(page.getByText(AHEAD)).toBeVisible();
});
