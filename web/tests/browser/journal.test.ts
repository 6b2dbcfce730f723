import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { answer, checkIn, newName, PASSWORD, signIn, signUp, synced } from './patient.ts';

test('from signing up to relief and out again', async ({ page }) => {
  const name = await signUp(page);

  await answer(page, 'How low do you feel?', 7);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Saved' })).toBeVisible();
  await synced(page);

  await page.getByRole('link', { name: 'Treatments' }).click();
  await page.getByRole('link', { name: 'Treatment', exact: true }).click();
  await page.getByLabel('Dose', { exact: true }).fill('0.5');
  await page.getByRole('radio', { name: 'mg/kg' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Ketamine, Infusion (IV), 0.5 mg/kg')).toBeVisible();

  await page.getByRole('link', { name: 'Timeline' }).click();
  await expect(page.getByRole('heading', { name: 'Low mood' })).toBeVisible();
  await expect(page.getByText('1 day with an answer, 7')).toBeVisible();

  await page.getByRole('link', { name: 'Relief' }).click();
  await expect(page.getByText('There is nothing to compare with').first()).toBeVisible();
  await expect(page.getByText('three are needed')).toBeVisible();

  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('link', { name: 'Create a journal' })).toBeVisible();

  await signIn(page, name);
  await expect(page.getByText('1 check-in today')).toBeVisible();
});

test('a check-in is edited and deleted', async ({ page }) => {
  await signUp(page);
  await checkIn(page, 6);
  await page.goto('/');
  await page.getByText('1 check-in today').click();
  await page.getByRole('link', { name: /Check-in, 1 answer/ }).click();
  await answer(page, 'How low do you feel?', 2);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('definition').filter({ hasText: '2' })).toBeVisible();
  await page.getByRole('link', { name: /Check-in, 1 answer/ }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('No entries on this day.')).toBeVisible();
});

test('skipping a question is not an answer of zero', async ({ page }) => {
  await signUp(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Answer one question or write a note')).toBeVisible();
  await answer(page, 'How low do you feel?', 0);
  await page.getByRole('button', { name: 'Clear this answer' }).click();
  await expect(page.getByText('0 of 8 answered')).toBeVisible();
});

test.describe('in Germany', () => {
  test.use({ timezoneId: 'Europe/Berlin' });

  test('strong thoughts of self-harm are saved first and then bring up the card', async ({
    page,
  }) => {
    await signUp(page);
    await answer(page, /thoughts of not wanting to live/, 8);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('dialog', { name: 'Someone to talk to, now' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Call 116 123' })).toHaveAttribute(
      'href',
      'tel:116123',
    );
    await page.keyboard.press('Escape');
    await expect(page.getByRole('heading', { name: 'Saved' })).toBeVisible();
  });
});

test('a weak password and a taken name are refused in words', async ({ page, browser }) => {
  const name = await signUp(page);
  const other = await (await browser.newContext()).newPage();
  await other.goto('/sign-up');
  await other.getByLabel('Name').fill(name);
  await other.getByLabel('Password').fill(PASSWORD);
  await other.getByRole('button', { name: 'Create a journal' }).click();
  await expect(other.getByText('This name is taken')).toBeVisible();
  await other.getByLabel('Password').fill('1234567890');
  await other.getByLabel('Name').fill(`${name}x`);
  await other.getByRole('button', { name: 'Create a journal' }).click();
  await expect(other.getByText('too easy to guess')).toBeVisible();
});

test('the account is erased with the password', async ({ page }) => {
  const name = await signUp(page);
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Erase …' }).click();
  await page.getByRole('dialog').getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Erase for good' }).click();
  await expect(page.getByRole('link', { name: 'Create a journal' })).toBeVisible();
  await page.goto('/sign-in');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('do not match')).toBeVisible();
});

test('the journal is exported, and the password changed, from the settings', async ({ page }) => {
  const name = await signUp(page);
  await checkIn(page, 6);
  await synced(page);
  await page.goto('/settings');
  await page.getByText('Export', { exact: true }).click();
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Everything (zip)' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('afterglow.zip');
  const archive = readFileSync(await file.path(), 'latin1');
  for (const name of ['afterglow.json', 'report.pdf', 'csv/check_ins.csv'])
    expect(archive).toContain(name);

  await page.getByText('Where you are signed in').click();
  await expect(page.getByText('(this one)')).toBeVisible();

  await page.getByText('Change password').first().click();
  const change = page.locator('form').filter({ has: page.getByLabel('New password') });
  await change.getByLabel('Current password').fill(PASSWORD);
  await change.getByLabel('New password').fill(`${PASSWORD} again`);
  await change.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Your password is changed.')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.goto('/sign-in');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(`${PASSWORD} again`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('1 check-in today')).toBeVisible();
});

test('the table for a spreadsheet has days and times by the clock on the wall, and a mark by which UTF-8 is known', async ({
  page,
}) => {
  await signUp(page);
  await answer(page, 'How low do you feel?', 6);
  await page.getByText('Add a note').click();
  await page.getByLabel('Note', { exact: true }).fill('=1+1, Größe');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Saved' })).toBeVisible();
  await synced(page);
  await page.goto('/settings');
  await page.getByText('Export', { exact: true }).click();
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'For a spreadsheet' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('afterglow-spreadsheet.csv');
  const bytes = readFileSync(await file.path());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [head = '', ...rows] = bytes.subarray(3).toString('utf8').trim().split(/\r?\n/);
  expect(head).toBe('date,time,kind,measure,value,note,planned,version,language,at');
  const row = /^([\d-]+),([\d:]+),check_in,low_mood,6,"'=1\+1, Größe",,.*,([^,]+)$/.exec(
    rows.find((one) => one.includes('low_mood')) ?? '',
  );
  const [, date = '', time = '', at = ''] = row ?? [];
  // What a spreadsheet reads as a day and a time: those of the instant where it was written.
  expect(at.slice(0, 19)).toBe(`${date}T${time}`);
  const there = await page.evaluate((at) => {
    const two = (part: number) => String(part).padStart(2, '0');
    const then = new Date(at);
    return [then.getHours(), then.getMinutes(), then.getSeconds()].map(two).join(':');
  }, at);
  expect(time).toBe(there);
});

test('a forgotten password is set anew with the recovery code', async ({ page, browser }) => {
  await page.goto('/sign-up');
  const name = newName();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create a journal' }).click();
  const code = await page.locator('.code').innerText();
  const other = await (await browser.newContext()).newPage();
  await other.goto('/recover');
  await other.getByLabel('Name').fill(name);
  await other.getByLabel('Recovery code').fill(code);
  await other.getByLabel('New password').fill(`${PASSWORD} anew`);
  await other.getByRole('button', { name: 'Set the new password' }).click();
  await expect(other.getByRole('heading', { name: 'Keep this recovery code' })).toBeVisible();
  expect(await other.locator('.code').innerText()).not.toBe(code);
});
