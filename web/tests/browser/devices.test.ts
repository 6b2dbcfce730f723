import { expect, test, type Browser, type Page } from '@playwright/test';
import { answer, checkIn, newName, signIn, signUp, synced } from './patient.ts';

async function twoDevices(browser: Browser) {
  const name = newName();
  const phone = await (await browser.newContext()).newPage();
  await signUp(phone, name);
  await checkIn(phone, 6);
  await synced(phone);
  const laptop = await (await browser.newContext()).newPage();
  await signIn(laptop, name);
  await expect(laptop.getByText('1 check-in today')).toBeVisible();
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
    await page.getByText('1 check-in today').click();
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
  await phone.getByRole('button', { name: 'Keep both' }).click();
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
  await phone.getByLabel('Question', { exact: true }).fill('How loud is the ringing?');
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
  await expect(laptop.getByText('1 day with an answer, 73')).toBeVisible();
});

/** A treatment that started an hour ago; ends on the check-in. */
async function treatedAnHourAgo(page: Page, timezoneId: string | undefined): Promise<void> {
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
}

test('after a treatment the check-in becomes the short series', async ({ page, timezoneId }) => {
  await signUp(page);
  await treatedAnHourAgo(page, timezoneId);
  const strips = page.getByRole('radiogroup');
  await expect(strips).toHaveCount(3);
  await expect(strips.last()).toHaveAccessibleName(/not wanting to live/);
  const effect = page.getByRole('button', { name: 'Unreal or detached' });
  await effect.click();
  await answer(page, /^How unreal does everything seem/, 6);
  await expect(effect).toHaveText('Unreal or detached6');
  // The first three, the effect that is open: all within one thumb's reach, and nothing preset.
  await expect(page.getByText('0 of 3 answered')).toBeVisible();
  await page.getByText('More questions (5)').click();
  await answer(page, 'How well did you sleep?', 4);
  await expect(page.getByText('1 of 8 answered')).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Another check-in' }).click();
  await expect(page.getByText(/Next check-in:/)).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: '1 hour, done' })).toBeVisible();
});

test('which two questions the first hours begin with is chosen, and known on every device', async ({
  page,
  timezoneId,
  browser,
  baseURL,
}) => {
  const name = await signUp(page);
  await page.goto('/settings/measures');
  await page.getByLabel('First question').selectOption('Anxiety');
  await page.getByLabel('Second question').selectOption('Wellbeing');
  await synced(page);
  const other = await browser.newContext({ baseURL: baseURL ?? '', timezoneId: timezoneId ?? '' });
  const phone = await other.newPage();
  await signIn(phone, name);
  await treatedAnHourAgo(phone, timezoneId);
  const asked = await phone
    .getByRole('radiogroup')
    .evaluateAll((groups) =>
      groups.map(
        (group) =>
          document.getElementById(group.getAttribute('aria-labelledby') ?? '')?.textContent,
      ),
    );
  expect(asked).toEqual([
    'How anxious do you feel?',
    'How do you feel, all in all?',
    expect.stringContaining('not wanting to live'),
  ]);
  await other.close();
});

test('a digit answers the question that the keyboard is at, and 1 then 0 is 10', async ({
  page,
}) => {
  await signUp(page);
  const strip = page.getByRole('radiogroup', { name: 'How low do you feel?' });
  const cell = (score: number) => strip.getByRole('radio', { name: new RegExp(`^${score}(,|$)`) });
  await cell(0).focus();
  await page.keyboard.press('7');
  await expect(cell(7)).toBeChecked();
  await expect(cell(7)).toBeFocused();
  await page.keyboard.press('1');
  await page.keyboard.press('0');
  await expect(cell(10)).toBeChecked();
  await page.waitForTimeout(1100);
  await page.keyboard.press('0');
  await expect(cell(0)).toBeChecked();
  await page.keyboard.press('Control+4');
  await expect(cell(0)).toBeChecked();
});

test('a thumb that is drawn over the cells answers by the nearest, in both rows', async ({
  page,
}) => {
  await signUp(page);
  const strip = page.getByRole('radiogroup', { name: 'How low do you feel?' });
  const cell = (score: number) => strip.getByRole('radio', { name: new RegExp(`^${score}(,|$)`) });
  const middle = async (score: number) => {
    const box = await cell(score).boundingBox();
    return [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2] as const;
  };
  await page.mouse.move(...(await middle(1)));
  await page.mouse.down();
  await page.mouse.move(...(await middle(4)));
  await expect(cell(4)).toBeChecked();
  await page.mouse.move(...(await middle(8)));
  await expect(cell(8)).toBeChecked();
  await page.mouse.move(...(await middle(10)));
  await page.mouse.up();
  await expect(cell(10)).toBeChecked();
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
