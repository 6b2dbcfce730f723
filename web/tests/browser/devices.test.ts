import { expect, test, type Browser } from '@playwright/test';
import { answer, checkIn, newName, signIn, signUp, synced } from './patient.ts';

async function twoDevices(browser: Browser) {
  const name = newName();
  const phone = await (await browser.newContext()).newPage();
  await signUp(phone, name);
  await checkIn(phone, 6);
  await synced(phone);
  const laptop = await (await browser.newContext()).newPage();
  await signIn(laptop, name);
  await expect(laptop.getByText('One check-in today')).toBeVisible();
  return { phone, laptop };
}

test('two devices editing the same entry: both versions are kept and the patient is asked once', async ({
  browser,
}) => {
  const { phone, laptop } = await twoDevices(browser);
  await phone.context().setOffline(true);
  for (const [page, mood] of [
    [laptop, 2],
    [phone, 9],
  ] as const) {
    if (page === laptop) await page.goto('/');
    else await page.getByRole('link', { name: 'Check in' }).click();
    await page.getByText('One check-in today').click();
    await page.getByRole('link', { name: /Check-in, 1 answer/ }).click();
    await answer(page, 'How low do you feel?', mood);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('definition').filter({ hasText: String(mood) })).toBeVisible();
    if (page === laptop) await synced(page);
  }
  await phone.context().setOffline(false);
  await phone.getByRole('link', { name: '1 entry to look at' }).click();
  await expect(phone.getByText('Low mood: 9')).toBeVisible();
  await expect(phone.getByText('Low mood: 2')).toBeVisible();
  await phone.getByRole('button', { name: 'Keep both as two entries' }).click();
  await expect(phone.getByText('Everything is settled.')).toBeVisible();
  await synced(phone);
  await laptop.goto('/');
  await expect(laptop.getByText('2 check-ins today')).toBeVisible();
});

test('an own question from 0 to 100 is asked, answered and drawn on another device', async ({
  browser,
}) => {
  const { phone, laptop } = await twoDevices(browser);
  await phone.goto('/settings/measures');
  await phone.getByRole('link', { name: 'Own question' }).click();
  await phone.getByLabel('Question').fill('How loud is the ringing?');
  await phone.getByLabel('To', { exact: true }).fill('100');
  await phone.getByRole('button', { name: 'Save' }).click();
  await expect(phone.getByRole('link', { name: 'How loud is the ringing?' })).toBeVisible();
  await synced(phone);
  await laptop.goto('/');
  await laptop.getByRole('textbox', { name: 'How loud is the ringing?' }).fill('73');
  await laptop.getByRole('button', { name: 'Save' }).click();
  await expect(laptop.getByRole('heading', { name: 'Saved' })).toBeVisible();
  await laptop.goto('/timeline');
  await laptop.getByLabel('Question', { exact: true }).selectOption('How loud is the ringing?');
  await expect(laptop.getByText('one day with an answer, 73')).toBeVisible();
});

test('after a treatment the check-in becomes the short series', async ({ page, timezoneId }) => {
  await signUp(page);
  await page.goto('/treatments/new');
  const anHourAgo = new Date(Date.now() - 3_600_000);
  const local = new Intl.DateTimeFormat('sv-SE', {
    timeZone: timezoneId,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const [day = '', time = ''] = local.format(anHourAgo).split(' ');
  await page.getByLabel('Day').fill(day);
  await page.getByLabel('Time').fill(time);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Treatments' })).toBeVisible();
  await page.getByRole('link', { name: 'Check in' }).click();
  await expect(page.getByText('1 hour after your treatment')).toBeVisible();
  await page.getByText('Your body after the treatment').click();
  await answer(page, 'How unreal or detached do you feel?', 6);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Another check-in' }).click();
  await expect(page.getByText(/Next check-in:/)).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: '1 hour, done' })).toBeVisible();
});

test('a check-in that was begun is still there after the tab was closed', async ({
  page,
  context,
}) => {
  await signUp(page);
  await answer(page, 'How low do you feel?', 4);
  await page.waitForTimeout(300);
  await page.close();
  const again = await context.newPage();
  await again.goto('/');
  await expect(again.getByText('1 of 8 answered')).toBeVisible();
});
