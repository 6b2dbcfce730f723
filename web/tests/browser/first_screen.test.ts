import { expect, test } from '@playwright/test';
import { clinicPage, makeLink } from './clinician.ts';
import { checkIn, signUp, synced } from './patient.ts';

test('whose it is stands first where it was ticked, and is remembered on this device for the next link', async ({
  page,
  browser,
}) => {
  await signUp(page);
  await checkIn(page, 7);
  await synced(page);
  const whose = { name: 'Ada Byron', birth: '1985-12-10' };
  const named = await makeLink(page, { measures: ['Low mood'], whose });
  await expect(page.getByText('Ada Byron, Born 10 December 1985')).toBeVisible();
  const clinic = await clinicPage(browser);
  await clinic.goto(named.link);
  await expect(clinic.getByRole('heading', { level: 1 })).toHaveText('Ada Byron');
  await expect(clinic.getByText('Born 10 December 1985')).toBeVisible();

  const nobody = await makeLink(page, { measures: ['Low mood'] });
  await clinic.goto('about:blank');
  await clinic.goto(nobody.link);
  await expect(clinic.getByRole('heading', { level: 1 })).toHaveText('A shared journal');
  await expect(clinic.getByText('Ada Byron')).toHaveCount(0);

  await page.goto('/share/new');
  await page.getByLabel('Say whose it is').check();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Ada Byron');
  await expect(page.getByLabel('Date of birth')).toHaveValue('1985-12-10');
});

test('what a clinician usually needs is one tap, and each of it can be unticked', async ({
  page,
  browser,
}) => {
  await signUp(page);
  await checkIn(page, 7);
  await synced(page);
  await page.goto('/share/new');
  await page.getByLabel('Who is it for?').fill('Dr Weber');
  const doses = page.getByLabel('Doses', { exact: true });
  const selfHarm = page.getByLabel('Thoughts of death or self-harm', { exact: true });
  await expect(doses).not.toBeChecked();
  await page.getByRole('button', { name: 'What a clinician usually needs' }).click();
  for (const name of ['Doses', 'Side effects and blood pressure', 'Totals of questionnaires'])
    await expect(page.getByLabel(name, { exact: true })).toBeChecked();
  await expect(page.getByLabel('Low mood', { exact: true })).toBeChecked();
  await expect(selfHarm).toBeChecked();
  for (const name of ['Notes, intentions and experiences', 'Safety plan', 'Say whose it is'])
    await expect(page.getByLabel(name, { exact: true })).not.toBeChecked();
  await doses.uncheck();
  await page.getByRole('button', { name: 'Make a link' }).click();
  await expect(page.getByRole('heading', { name: 'For their system' })).toBeVisible();
  const clinic = await clinicPage(browser);
  await clinic.goto(await page.locator('.link').first().innerText());
  const first = clinic.locator('main section').first();
  await expect(first).toContainText('Thoughts of death or self-harm');
  await expect(first).toContainText('No score in the days shown.');
  await expect(clinic.getByText('Not shared', { exact: true })).toBeVisible();
});
