/** A day whose entry the server cannot read is not shown as one on which nothing was written. */
import { expect, test } from '@playwright/test';
import { checkIn, signUp, synced } from './patient.ts';

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
    const response = await route.fetch();
    const told = (await response.json()) as object;
    await route.fulfill({ response, json: { ...told, damaged } });
  });
  await page.goto(`/day/${day}`);
  await expect(page.getByText('Nothing was written on this day.')).toBeHidden();
  const note = page.getByText('An entry of this day is damaged on the server and missing here.');
  await expect(note).toBeVisible();
  await page.goto('/day/2026-03-11');
  await expect(page.getByText('Nothing was written on this day.')).toBeVisible();
  await expect(note).toBeHidden();
  await page.goto('/timeline?range=all');
  const of = page.getByText('Entries are damaged on the server and missing here: ');
  await expect(of).toBeVisible();
  await of.getByRole('link', { name: 'Entries to look at' }).click();
  await expect(page.getByText('An entry on the server cannot be read')).toBeVisible();
});
