import { expect, test, type Browser, type Page } from '@playwright/test';
import { programOf } from './api.ts';
import { answer, checkIn, newName, signIn, signUp, synced } from './patient.ts';

/** A journal on a device in Los Angeles, and a program that writes into it from elsewhere. */
async function inLosAngeles(browser: Browser) {
  const context = await browser.newContext({
    baseURL: process.env['AFTERGLOW_URL'] ?? '',
    timezoneId: 'America/Los_Angeles',
    locale: 'en-GB',
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  const name = await signUp(page, newName());
  return { page, call: await programOf(context.request, name) };
}

const ID = '01957d00-0000-7000-8000-00000000000';

/** Opens a page once the record has come from the server. */
async function openRecord(page: Page, path: string): Promise<void> {
  await page.reload();
  await synced(page);
  await page.goto(path);
  await expect(page.getByRole('button', { name: 'Save' })).toBeVisible();
}

test('a corrected check-in keeps the offset that it was made with, and a word says whose time it is', async ({
  browser,
}) => {
  const { page, call } = await inLosAngeles(browser);
  await call('patch', '/account', { time_zone: 'Asia/Tokyo' });
  const at = '2026-03-15T21:00:17+09:00';
  await call('put', `/check-ins/${ID}1`, { at, scores: { low_mood: 5 } });
  await openRecord(page, `/check-in/${ID}1`);
  await expect(page.getByText('15 March 2026, 21:00')).toBeVisible();
  await expect(page.getByText('In the time of Tokyo.')).toBeVisible();
  await page.getByLabel('Time', { exact: true }).fill('21:30');
  await expect(page.getByText('15 March 2026, 21:30')).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: '15 March 2026' })).toBeVisible();
  await synced(page);
  expect(await call('get', `/check-ins/${ID}1`)).toMatchObject({ at: '2026-03-15T21:30:00+09:00' });
  await page.context().close();
});

test('what only gets a note keeps its instant to the second, of each kind', async ({ browser }) => {
  const { page, call } = await inLosAngeles(browser);
  const at = '2026-03-15T21:00:17+09:00';
  await call('put', `/check-ins/${ID}1`, { at, scores: { low_mood: 5 } });
  await call('put', `/events/${ID}2`, { at, category: 'life', title: 'Moved house' });
  await call('put', `/treatments/${ID}3`, { at, medicine: 'ketamine', route: 'iv' });
  await call('put', `/questionnaire-responses/${ID}4`, { at, questionnaire: 'phq_9', total: 9 });

  await openRecord(page, `/check-in/${ID}1`);
  await expect(page.getByText('In the time of UTC+9.')).toBeVisible();
  await page.getByText('Add a note').click();
  await page.getByLabel('Note', { exact: true }).fill('Rain.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: '15 March 2026' })).toBeVisible();

  await openRecord(page, `/events/${ID}2`);
  await page.getByLabel('Note', { exact: true }).fill('Rain.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: '15 March 2026' })).toBeVisible();

  await openRecord(page, `/treatments/${ID}3`);
  await page.getByLabel('Dose', { exact: true }).fill('0.5');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Ketamine, Infusion (IV), 0.5 mg')).toBeVisible();

  await openRecord(page, `/questionnaires/answered/${ID}4`);
  await page.getByLabel('Total of the PHQ-9').fill('10');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Totals' })).toBeVisible();
  await synced(page);

  const kept = [
    ['/check-ins', 1, { note: 'Rain.' }],
    ['/events', 2, { note: 'Rain.' }],
    ['/treatments', 3, { dose: { amount: 0.5, unit: 'mg' } }],
    ['/questionnaire-responses', 4, { total: 10 }],
  ] as const;
  for (const [path, n, changed] of kept)
    expect(await call('get', `${path}/${ID}${n}`)).toMatchObject({ at, ...changed });
  await page.context().close();
});

test('what is made now has the offset of the device, whatever the account says', async ({
  browser,
}) => {
  const { page, call } = await inLosAngeles(browser);
  await call('patch', '/account', { time_zone: 'Asia/Tokyo' });
  await page.goto('/events/new');
  await page.getByLabel('What happened').fill('First session');
  await page.getByLabel('I do not remember the time').uncheck();
  await page.getByLabel('Day', { exact: true }).fill('2026-07-01');
  await page.getByLabel('Time', { exact: true }).fill('08:00');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: '1 July 2026' })).toBeVisible();
  await synced(page);
  const { items } = await call<{ items: { at: string }[] }>('get', '/events');
  expect(items.map(({ at }) => at)).toEqual(['2026-07-01T08:00:00-07:00']);
  await page.context().close();
});

test('a day or time that is missing is asked for, in words and where it is folded away', async ({
  page,
}) => {
  await signUp(page);
  await answer(page, 'How low do you feel?', 4);
  await page.getByText('Another time or day').click();
  await page.getByLabel('Day', { exact: true }).fill('');
  await page.getByText('Another time or day').click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByLabel('Day', { exact: true })).toBeFocused();
  await expect(page.getByText('Day: Please give a day.')).toBeVisible();
  await page.getByLabel('Day', { exact: true }).fill('2026-03-10');
  await page.getByLabel('Time', { exact: true }).fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Time: Please give a time.')).toBeVisible();
  await page.getByLabel('Day', { exact: true }).fill('2099-03-10');
  await page.getByLabel('Time', { exact: true }).fill('08:00');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Day: This time has not come yet.')).toBeVisible();
  await page.getByLabel('Day', { exact: true }).fill('2026-03-10');
  await expect(page.getByText('10 March 2026, 8:00')).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Saved' })).toBeVisible();
});

test('a year that is likely a slip is asked about before it is taken', async ({ page }) => {
  await signUp(page);
  for (const [path, year] of [
    ['/treatments/new', '2062'],
    ['/events/new', '1962'],
  ] as const) {
    await page.goto(path);
    if (path === '/events/new') await page.getByLabel('What happened').fill('Moved house');
    await page.getByLabel('Day', { exact: true }).fill(`${year}-03-10`);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText(`Is the year ${year} right?`)).toBeVisible();
    await page.getByLabel(`The year ${year} is right`).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);
  }
  await page.goto('/treatments');
  await expect(page.getByRole('heading', { name: 'Planned' })).toBeVisible();
});

test('what is planned is listed, and confirmed with its real start', async ({ page }) => {
  const name = await signUp(page);
  const call = await programOf(page.request, name);
  await page.goto('/treatments/new');
  const tomorrow = new Date(Date.now() + 30 * 3_600_000);
  await page.getByLabel('Day', { exact: true }).fill(tomorrow.toISOString().slice(0, 10));
  await expect(page.getByRole('group', { name: 'Started' })).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  const planned = page.locator('section', { has: page.getByRole('heading', { name: 'Planned' }) });
  await expect(planned.getByRole('listitem')).toHaveCount(1);
  await synced(page);
  const { items } = await call<{ items: { id: string; planned?: boolean }[] }>(
    'get',
    '/treatments',
  );
  expect(items[0]?.planned).toBe(true);

  // Its time passes.
  await page.clock.install({ time: new Date(Date.now() + 60 * 3_600_000) });
  await page.goto('/');
  await expect(page.getByText('Did it take place?')).toBeVisible();
  // Until somebody says so, nothing is asked about the hours after it.
  await expect(page.getByText('Your body after the treatment')).toHaveCount(0);
  await page.getByText('Did it take place?').click();
  await expect(page.getByText('Did it take place? When did it start?')).toBeVisible();
  await page.getByRole('button', { name: 'It took place' }).click();
  await expect(page.getByRole('heading', { name: 'Treatments' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Planned' })).toHaveCount(0);
  await synced(page);
  const stored = await call<object>('get', `/treatments/${items[0]?.id}`);
  expect(stored).not.toHaveProperty('planned');
});

/** A day of this device's calendar, so many days from today. */
const dayFromNow = (page: Page, days: number) =>
  page.evaluate((ahead) => {
    const day = new Date();
    day.setDate(day.getDate() + ahead);
    const two = (part: number) => String(part).padStart(2, '0');
    return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  }, days);

/** What time it is when that device's clock shows this. */
const msAt = (page: Page, local: string) =>
  page.evaluate((text) => new Date(text).getTime(), local);

test('the day before a planned treatment, and on that day, the check-in speaks of it until it is confirmed', async ({
  page,
}) => {
  await signUp(page);
  const day = await dayFromNow(page, 1);
  const [before, after] = [await msAt(page, `${day}T08:00`), await msAt(page, `${day}T11:00`)];
  await page.goto('/treatments/new');
  await page.getByLabel('Day', { exact: true }).fill(day);
  await page.getByLabel('Time', { exact: true }).fill('10:00');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Treatments' })).toBeVisible();
  await page.goto('/');
  await expect(page.getByText('Tomorrow at 10:00: your treatment')).toBeVisible();
  await expect(page.getByText('Anything to note before?')).toBeVisible();

  await page.clock.install({ time: before });
  await page.goto('/');
  await page.getByRole('link', { name: 'Today at 10:00: your treatment' }).click();
  await expect(
    page.getByText('It counts once you have confirmed that it took place.'),
  ).toBeVisible();

  await page.clock.setSystemTime(after);
  await page.goto('/');
  await expect(page.getByText('Did it take place?')).toBeVisible();
  await expect(page.getByText('your treatment')).toHaveCount(0);
  await page.getByText('Did it take place?').click();
  await page.getByRole('button', { name: 'It took place' }).click();
  // Another page before it is saved would end the saving.
  await expect(page.getByRole('heading', { name: 'Treatments' })).toBeVisible();
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Save' })).toBeVisible();
  await expect(page.getByText(/^(Today|Tomorrow) at/)).toHaveCount(0);
  await expect(page.getByText('Did it take place?')).toHaveCount(0);
});

test('a plan whose time has passed is in the list of the timeline, and marked', async ({
  page,
}) => {
  const name = await signUp(page);
  const call = await programOf(page.request, name);
  const at = new Date(Date.now() - 9 * 24 * 3_600_000).toISOString().replace(/\.\d+Z/, 'Z');
  await call('put', `/treatments/${ID}1`, { at, planned: true, medicine: 'ketamine', route: 'iv' });
  await call('put', `/check-ins/${ID}2`, { at, scores: { low_mood: 5 } });
  await page.reload();
  await synced(page);
  await page.goto('/timeline');
  await expect(page.getByRole('link', { name: /Did it take place\?$/ })).toHaveCount(1);
});

test('what was written on the day that is meant stands above the questions', async ({ page }) => {
  await signUp(page);
  await checkIn(page, 4);
  await page.goto('/');
  await expect(page.getByText('1 check-in today')).toBeVisible();
  await page.getByText('Another time or day').click();
  await page.getByLabel('Day', { exact: true }).fill(await dayFromNow(page, -1));
  await expect(page.getByText('Yesterday,')).toBeVisible();
  await expect(page.getByText('1 check-in')).toHaveCount(0);
  await answer(page, 'How low do you feel?', 5);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Saved' })).toBeVisible();
  await page.goto('/');
  await page.getByText('Another time or day').click();
  await page.getByLabel('Day', { exact: true }).fill(await dayFromNow(page, -1));
  await expect(page.getByText('1 check-in that day')).toBeVisible();
});

test('an event that is to come is listed, and its day can be reached', async ({ page }) => {
  await signUp(page);
  await page.goto('/events/new');
  await page.getByLabel('What happened').fill('Dr Weber, control');
  const ahead = new Date(Date.now() + 3 * 24 * 3_600_000).toISOString().slice(0, 10);
  await page.getByLabel('Day', { exact: true }).fill(ahead);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('link', { name: /Dr Weber/ })).toBeVisible();
  await page.goto('/');
  await answer(page, 'How low do you feel?', 4);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'See the timeline' }).click();
  await expect(page.getByRole('link', { name: /Dr Weber/ })).toBeVisible();
});

test('at minute 0 the treatment was just now', async ({ page }) => {
  await signUp(page);
  await page.goto('/treatments/new');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Treatments' })).toBeVisible();
  await page.goto('/');
  await expect(page.getByText('Your treatment was just now')).toBeVisible();
  await expect(page.getByText('1 hour after your treatment')).toHaveCount(0);
  // What is written now is not the check-in after an hour.
  await answer(page, 'How low do you feel?', 6);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Another check-in' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: '1 hour, later' })).toBeVisible();
});

test('a signed-in phone elsewhere shows the same day', async ({ browser, page }) => {
  const name = await signUp(page);
  const call = await programOf(page.request, name);
  const at = '2026-03-15T08:30:00+09:00';
  await call('put', `/check-ins/${ID}1`, { at, scores: { low_mood: 5 } });
  const context = await browser.newContext({
    baseURL: process.env['AFTERGLOW_URL'] ?? '',
    timezoneId: 'America/Los_Angeles',
    locale: 'en-GB',
  });
  const other = await context.newPage();
  await signIn(other, name);
  await synced(other);
  await other.goto('/day/2026-03-15');
  await expect(other.getByRole('heading', { name: '8:30' })).toBeVisible();
  await context.close();
});
