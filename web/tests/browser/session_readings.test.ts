import { expect, test } from '@playwright/test';
import { findings } from './axe.ts';
import { clinicPage, makeLink } from './clinician.ts';
import { signUp, synced } from './patient.ts';

test('readings over time are offered, kept, shown again and seen behind a link', async ({
  page,
  browser,
}) => {
  await signUp(page);
  await page.goto('/treatments/new');
  const readings = page.locator('details').filter({ hasText: 'Readings over time' });
  // Nothing is asked before it is wanted.
  await expect(readings.getByRole('button', { name: 'Before', exact: true })).toBeHidden();
  await readings.getByText('Readings over time').click();
  await readings.getByRole('button', { name: 'After 40 min' }).click();
  const after = readings.getByRole('group', { name: 'After 40 min' });
  await after.getByLabel('Upper value').fill('152');
  await after.getByLabel('Lower value').fill('94');
  await after.getByLabel('Pulse').fill('96');
  await after.getByLabel('How unreal or detached').fill('7');
  // What is there is offered no more.
  await expect(readings.getByRole('button', { name: 'After 40 min', exact: true })).toHaveCount(0);
  await readings.getByRole('button', { name: 'Before', exact: true }).click();
  const before = readings.getByRole('group', { name: /^Before/ });
  await before.getByLabel('Upper value').fill('118');
  await before.getByLabel('Lower value').fill('76');
  await before.getByLabel('Minutes before the start').fill('10');
  await readings.getByRole('button', { name: 'Another time' }).click();
  const other = readings.getByRole('group', { name: 'Another time' });
  await other.getByLabel('Pulse').fill('80');
  await page.getByRole('button', { name: 'Save' }).click();
  // It has no time yet.
  await expect(other.getByLabel('Minutes after the start')).toBeFocused();
  await other.getByLabel('Minutes after the start').fill('40');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(
    page.getByText('There is already a reading at this time.', { exact: true }),
  ).toBeVisible();
  await readings
    .getByRole('group', { name: 'After 40 min' })
    .last()
    .getByLabel('Minutes')
    .fill('60');
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Treatments', level: 1 })).toBeVisible();

  await page.locator('main a[href^="/treatments/0"]').first().click();
  await expect(readings.getByRole('group', { name: '10 min before' })).toBeVisible();
  const kept = readings.getByRole('group', { name: 'After 40 min' });
  await expect(kept.getByLabel('Pulse')).toHaveValue('96');
  await expect(kept.getByLabel('How unreal or detached')).toHaveValue('7');
  await expect(readings.getByRole('group', { name: 'After 60 min' })).toBeVisible();
  await synced(page);

  const wish = { measures: ['Low mood'], include: ['Side effects and blood pressure'] };
  const { link } = await makeLink(page, wish);
  const clinic = await clinicPage(browser);
  await clinic.goto(link);
  // A treatment that was entered as it began happened when the page is opened.
  await expect(clinic.getByText('118/76 → 152/94')).toBeVisible();
  await expect(
    clinic.getByText('After 40 min: 152/94, pulse 96 and unreal or detached 7 of 10'),
  ).toBeVisible();
  await clinic.context().close();
});
