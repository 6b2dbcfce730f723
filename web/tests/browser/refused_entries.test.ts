/** What the server does not take is said on the entry, and can be mended or given up. */
import { expect, test, type BrowserContext } from '@playwright/test';
import { checkIn, signUp, synced } from './patient.ts';

/** The server refuses every change, or every deletion, in the words that it has for it. */
const refuse = (context: BrowserContext, what: 'body' | 'deleted', pointer: string) =>
  context.route('**/api/v1/changes', async (route) => {
    const { changes } = (route.request().postDataJSON() ?? {}) as { changes?: object[] };
    if (!changes?.some((change) => what in change)) return route.fallback();
    const errors = [{ pointer: `/changes/0${pointer}`, detail: 'expected something else' }];
    return route.fulfill({
      status: 422,
      contentType: 'application/problem+json',
      headers: { afterglow: '' },
      json: { status: 422, code: 'invalid_body', detail: 'no', errors },
    });
  });

test('a check-in that the server refuses says so where it stands, and can be corrected', async ({
  page,
  context,
}) => {
  await signUp(page);
  await synced(page);
  await refuse(context, 'body', '/body/scores/low_mood');
  await checkIn(page, 6);
  await expect(page.getByRole('link', { name: '1 entry to look at' })).toBeVisible();
  await expect(page.getByText('Synced')).toBeHidden();

  await page.getByRole('link', { name: '1 entry to look at' }).click();
  await expect(page.getByText('Please look at: Low mood.')).toBeVisible();
  await page.goto('/');
  await page.getByText('1 check-in today').click();
  await expect(page.getByText('not sent')).toBeVisible();
  await page.getByRole('link', { name: /not sent/ }).click();
  await expect(page.getByText('The server did not take this entry')).toBeVisible();
  await context.unroute('**/api/v1/changes');
  await page.getByRole('button', { name: 'Save' }).click();
  await synced(page);
  await expect(page.getByText('not sent')).toBeHidden();
});

test('an event that is refused can be removed from this device', async ({ page, context }) => {
  await signUp(page);
  await synced(page);
  await refuse(context, 'body', '/body/title');
  await page.goto('/events/new');
  await page.getByLabel('What happened').fill('Moved');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: '1 entry to look at' }).click();
  await expect(page.getByText('Please look at: What happened.')).toBeVisible();
  await page.getByRole('link', { name: 'Open and correct' }).click();
  await page.getByRole('button', { name: 'Remove for good' }).click();
  await synced(page);
  await page.goto('/unsettled');
  await expect(page.getByText('Everything is settled.')).toBeVisible();
});

test('a deletion that is refused leaves the entry there, and says so on it', async ({
  page,
  context,
}) => {
  await signUp(page);
  await page.goto('/treatments/new');
  await page.getByRole('button', { name: 'Save' }).click();
  await synced(page);
  await refuse(context, 'deleted', '');
  await page
    .locator('main')
    .getByRole('link', { name: /Ketamine/ })
    .click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('not sent')).toBeVisible();
  await page.getByRole('link', { name: /not sent/ }).click();
  await expect(page.getByText('This entry could not be deleted')).toBeVisible();
  await page.getByRole('button', { name: 'Keep the entry' }).click();
  await synced(page);
  await expect(page.getByText('not sent')).toBeHidden();
});

test('a server that takes nothing at all is never told as synced, saved and waiting', async ({
  page,
  context,
}) => {
  await signUp(page);
  await synced(page);
  await context.route('**/api/v1/changes**', (route) =>
    route.fulfill({
      status: 404,
      contentType: 'application/problem+json',
      headers: { afterglow: '' },
      json: { code: 'no' },
    }),
  );
  await checkIn(page, 6);
  await expect(
    page.locator('[aria-live]').filter({ hasText: 'The server refuses to sync' }),
  ).toBeVisible();
});
