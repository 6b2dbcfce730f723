import { expect, test } from '@playwright/test';
import { newName, PASSWORD, signUp, synced } from './patient.ts';

const CODE = /^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){3}$/;

test('a reload at the recovery code shows it again, until it is confirmed, and in this tab alone', async ({
  page,
  context,
}) => {
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill(newName());
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create a journal' }).click();
  const code = await page.getByText(CODE).textContent();
  await page.reload();
  await expect(page.getByText(CODE)).toHaveText(code ?? '');
  const other = await context.newPage();
  await other.goto('/sign-up');
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(other.getByText(CODE)).toHaveCount(0);
  await other.close();

  await page.getByLabel('I have kept it somewhere safe').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'What are you treated for?' })).toBeVisible();
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain(code);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'What are you treated for?' })).toBeVisible();
});

test('an answer lost while signing in costs neither the account nor its code', async ({
  page,
  context,
}) => {
  await page.goto('/sign-up');
  await context.route('**/api/v1/sessions', (route) => route.abort('connectionreset'));
  await page.getByLabel('Name').fill(newName());
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create a journal' }).click();
  await expect(page.getByText('Afterglow cannot be reached just now.')).toBeVisible();
  await context.unroute('**/api/v1/sessions');
  await page.getByRole('button', { name: 'Create a journal' }).click();
  await expect(page.getByText(CODE)).toBeVisible();
});

test('settings make a new code for whoever knows the password, and it works where the old one does not', async ({
  page,
  request,
}) => {
  await page.goto('/');
  const name = await signUp(page);
  await synced(page);
  await page.goto('/settings');
  const card = page.locator('section', { hasText: 'If you have lost your recovery code' });
  await card.getByText('Make a new code').first().click();
  const make = card.getByRole('button', { name: 'Make a new code' });
  await card.getByLabel('Current password').fill('another password than hers');
  await make.click();
  await expect(card.getByText('This is not your password.')).toBeVisible();
  await card.getByLabel('Current password').fill(PASSWORD);
  await make.click();
  const code = await page.getByText(CODE).textContent();
  await page.reload();
  await expect(page.getByText(CODE)).toHaveText(code ?? '');
  await page.getByLabel('I have kept it somewhere safe').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('Your new recovery code works from now on.')).toBeVisible();
  const data = { username: name, recovery_code: code, new_password: `${PASSWORD} anew` };
  expect((await request.post('/api/v1/account/recovery', { data })).status()).toBe(200);
});

test('whoever signs out leaves no code behind', async ({ page }) => {
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill(newName());
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create a journal' }).click();
  const code = await page.getByText(CODE).textContent();
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Create a journal' })).toBeVisible();
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain(code);
});
