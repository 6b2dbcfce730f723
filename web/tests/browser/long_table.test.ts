/** The table of a curve, where the journal is longer than a year. */
import { expect, test } from '@playwright/test';
import { signIn } from './patient.ts';
import { patientWith, type Journal } from './states.ts';

const TWO_YEARS: Journal = { days: 760, treatments: [], relief: { depth: 0, days: 1 }, hours: [] };
/** Of weeks: as many as a year has. */
const A_YEAR = 52;

test('beyond a year the table is by week, a year at once, and a week opens to its days', async ({
  page,
  request,
}) => {
  const name = await patientWith(request, TWO_YEARS);
  await signIn(page, name);
  await page.goto('/timeline');
  await page.getByRole('radio', { name: 'All', exact: true }).check();
  await page.getByText('As a table').first().click();
  const table = page.getByRole('table').first();
  const weeks = table.getByRole('button');
  await expect(weeks).toHaveCount(A_YEAR);
  await expect(table.getByRole('link')).toHaveCount(0);

  await page.getByRole('button', { name: 'Earlier', exact: true }).click();
  await expect(weeks).toHaveCount(2 * A_YEAR);

  const second = weeks.nth(1);
  await second.click();
  await expect(second).toHaveAttribute('aria-expanded', 'true');
  // The days of that week, the latest first, each with its own values.
  await expect(table.getByRole('link')).toHaveCount(7);
  const days = await table
    .getByRole('link')
    .evaluateAll((links) =>
      links.map((link) => link.getAttribute('href')?.replace('/day/', '') ?? ''),
    );
  expect(days).toEqual([...days].sort().reverse());
  const [last = '', first = ''] = [days[0], days[6]];
  expect((Date.parse(last) - Date.parse(first)) / 86_400_000).toBe(6);
  await second.press('Enter');
  await expect(table.getByRole('link')).toHaveCount(0);
  await second.click();
  await table.getByRole('link').first().click();
  await expect(page).toHaveURL(new RegExp(`/day/${last}$`));
  await expect(page.getByText(/^Check-in, /).first()).toBeVisible();
});
