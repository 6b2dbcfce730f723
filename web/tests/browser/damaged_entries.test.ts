/** A day whose entry the server cannot read is not shown as one on which nothing was written. */
import { expect, test, type Page } from '@playwright/test';
import { programOf } from './api.ts';
import { checkIn, signIn, signUp, synced } from './patient.ts';

test('a day with an entry that the server cannot read says so, and so does the timeline', async ({
  page,
  context,
}) => {
  await signUp(page);
  await checkIn(page, 6);
  await synced(page);
  const day = '2026-03-10';
  const damaged = [
    { kind: 'check_in', id: '019cd800-0000-7000-8000-000000000001', revision: 1, local_date: day },
  ];
  await context.route('**/api/v1/changes?*', async (route) => {
    try {
      const response = await route.fetch();
      const told = (await response.json()) as object;
      await route.fulfill({ response, json: { ...told, damaged } });
    } catch {
      // The page has moved on: nobody waits for this answer.
    }
  });
  await page.goto(`/day/${day}`);
  await expect(page.getByText('No entries on this day.')).toBeHidden();
  const note = page.getByText('An entry of this day is damaged on the server and missing here.');
  await expect(note).toBeVisible();
  await page.goto('/day/2026-03-11');
  await expect(page.getByText('No entries on this day.')).toBeVisible();
  await expect(note).toBeHidden();
  await page.goto('/timeline?range=all');
  const of = page.getByText('Entries are damaged on the server and missing here: ');
  await expect(of).toBeVisible();
  await of.getByRole('link', { name: 'Entries to look at' }).click();
  await expect(page.getByText('An entry on the server cannot be read')).toBeVisible();
});

/** The server's answer once it cannot read what this patient chose, until it is told again. */
async function damageSettings(page: Page): Promise<unknown[]> {
  const told: unknown[] = [];
  await page.route('**/api/v1/account', async (route) => {
    if (route.request().method() === 'PATCH') told.push(route.request().postDataJSON());
    if (told.length > 0 || route.request().method() !== 'GET') return route.continue();
    const response = await route.fetch();
    const lost = { conditions: [], measures: [], questionnaires: [], country: null, damaged: true };
    const json = { ...((await response.json()) as object), ...lost };
    // Its tag stays: what is sent is sent upon it.
    return route.fulfill({ response, json });
  });
  return told;
}

test('settings that the server cannot read are sent again by the device that has them, and said on another', async ({
  page,
  browser,
}) => {
  const name = await signUp(page);
  await synced(page);
  const other = await (await browser.newContext({ baseURL: new URL(page.url()).origin })).newPage();
  const chosenAnew = await damageSettings(other);
  await signIn(other, name);
  await other.goto('/settings');
  const said = (of: Page) =>
    of.getByRole('heading', { name: 'What you chose cannot be read on the server' });
  await expect(said(other)).toBeVisible();
  const sentAgain = await damageSettings(page);
  await page.goto('/settings');
  await expect.poll(() => sentAgain).toMatchObject([{ conditions: ['depression'] }]);
  await synced(page);
  await expect(said(page)).toBeHidden();

  expect(chosenAnew).toEqual([]);
  await other.locator('section').first().getByRole('link').click();
  await other.getByLabel('Anxiety').check();
  await other.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => chosenAnew.length).toBe(1);
  await other.goto('/settings');
  await expect(said(other)).toBeHidden();
});

test('a link that the server cannot read is listed, and can be ended', async ({ page }) => {
  const name = await signUp(page);
  const program = await programOf(page.request, name);
  const terms = { label: 'Dr Weber', measures: ['low_mood'], expires_in_days: 7 };
  const { id } = await program<{ id: string }>('post', '/shares', terms);
  let ended = false;
  await page.route('**/api/v1/shares', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { items: [], ...(!ended && { damaged: [id] }) } });
  });
  await page.goto('/share');
  const said = page.getByRole('heading', { name: 'A link cannot be read on the server' });
  await expect(said).toBeVisible();
  ended = true;
  await page.getByRole('button', { name: 'End this link' }).click();
  await expect(said).toBeHidden();
  const { items } = await program<{ items: { live: boolean }[] }>('get', '/shares');
  expect(items).toMatchObject([{ live: false }]);
});
