/** This device is in Los Angeles; what is in the journal was written in Tokyo. */
import { expect, test, type APIRequestContext, type Browser, type Page } from '@playwright/test';
import { programOf } from './api.ts';
import { checkIn, installed, signUp, synced } from './patient.ts';

test.use({ timezoneId: 'America/Los_Angeles' });

const DAY = 24 * 3_600_000;
const id = (n: number) => `019cd800-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** Two months of evenings with one treatment, on the morning of 5 March there, which is 4 March here. */
async function fromTokyo(request: APIRequestContext, username: string) {
  const program = await programOf(request, username);
  const put = (path: string, body: unknown) => program('put', path, body);
  for (let day = 1; day <= 28; day++) {
    const at = `2026-0${day < 15 ? 2 : 3}-${String(day < 15 ? day + 14 : day - 14).padStart(2, '0')}T22:30:00+09:00`;
    const scores = { low_mood: day <= 18 ? 8 : 3 };
    await put(`/check-ins/${id(100 + day)}`, { at, scores, ...(day === 20 && { note: 'rain' }) });
  }
  const treatment = { at: '2026-03-05T08:30:00+09:00', medicine: 'ketamine', route: 'iv' };
  await put(`/treatments/${id(1)}`, treatment);
  const event = { at: '2026-03-02T07:00:00+09:00', category: 'life', title: 'Flew to Tokyo' };
  await put(`/events/${id(2)}`, event);
  return program;
}

/** A new patient whose journal was written in Tokyo, and is on this device. */
async function patient(page: Page, request: APIRequestContext) {
  const name = await signUp(page);
  const program = await fromTokyo(request, name);
  await page.reload();
  await synced(page);
  return { name, program };
}

test('relief and the timeline tell a record in the time that it was made in', async ({
  page,
  request,
}) => {
  await patient(page, request);
  await page.goto('/relief');
  const card = page.getByRole('article').filter({ hasText: '5 March 2026' });
  await expect(card.getByText('8:30')).toBeVisible();
  const text = await page.locator('main').innerText();
  expect(text).not.toContain('4 March 2026');
  expect(text).not.toContain('23:30');

  await page.goto('/timeline?range=all');
  await expect(page.getByRole('link', { name: /5 March 2026.*Ketamine/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /2 March 2026.*Flew to Tokyo/ })).toBeVisible();
  await expect(page.getByText('15 Feb').or(page.getByText('Feb 2026')).first()).toBeVisible();
});

test('what was made in the east a minute ago is on the timeline, though its day has not come here', async ({
  page,
  request,
}) => {
  const { program } = await patient(page, request);
  // At UTC+14 it is a day later than here, whatever the hour, but for three of them.
  const there = new Date(Date.now() + 14 * 3_600_000 - 60_000).toISOString().slice(0, 16);
  const treatment = { at: `${there}:00+14:00`, medicine: 'esketamine', route: 'nasal' };
  await program('put', `/treatments/${id(5)}`, treatment);
  await page.goto('/timeline?range=all');
  await synced(page);
  await expect(page.getByRole('link', { name: /Esketamine/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Planned', exact: true })).toBeHidden();
});

test('a visitor is told a record in the time that it was made in, and the link in their own', async ({
  page,
  request,
  browser,
}) => {
  const { program } = await patient(page, request);
  const include = { notes: true };
  const terms = { label: 'Dr Ito', measures: ['low_mood'], include };
  const { url } = await program<{ url: string }>('post', '/shares', terms);
  const context = await browser.newContext({
    timezoneId: 'America/Los_Angeles',
    locale: 'en-GB',
    viewport: { width: 1280, height: 800 },
  });
  const clinic = await context.newPage();
  // Twenty minutes to midnight in UTC is the afternoon there.
  await clinic.route('**/api/v1/shared', async (route) => {
    const answer = await route.fetch();
    const told = (await answer.json()) as object;
    await route.fulfill({
      response: answer,
      json: { ...told, created_at: '2026-03-20T23:40:00Z' },
    });
  });
  await clinic.goto(url);
  await expect(clinic.getByRole('rowheader', { name: '5 Mar 2026 8:30' })).toBeVisible();
  await expect(clinic.getByText('2 Mar 2026, 7:00')).toBeVisible();
  await expect(clinic.getByText('6 Mar 2026, 22:30')).toBeVisible();
  await expect(clinic.getByText(/20 March 2026, 16:40/)).toBeVisible();
  await context.close();
});

/** Answers are changed on their way, which the worker of the app would hide. */
async function withoutWorker(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    timezoneId: 'America/Los_Angeles',
    locale: 'en-GB',
    serviceWorkers: 'block',
  });
  return context.newPage();
}

test('what happened in the system is told by the clock of this device', async ({ browser }) => {
  const page = await withoutWorker(browser);
  await signUp(page);
  await page.route('**/api/v1/sessions', async (route) => {
    if (route.request().method() !== 'GET') return route.continue();
    const answer = await route.fetch();
    const told = (await answer.json()) as { items: object[] };
    const items = told.items.map((item) => ({ ...item, last_used_at: '2026-03-05T02:00:00Z' }));
    return route.fulfill({ response: answer, json: { items } });
  });
  await page.goto('/settings');
  await page.getByText('Where you are signed in').click();
  await expect(page.getByText('Last used 4 March 2026')).toBeVisible();

  await page.route('**/api/v1/account/calendar', (route) =>
    route.fulfill({ headers: { afterglow: 'v1' }, json: { made_at: '2026-03-05T02:00:00Z' } }),
  );
  await page.goto('/settings/reminders');
  await expect(page.getByText('There has been such an address since 4 March 2026.')).toBeVisible();
  await page.context().close();
});

test('the time zone of the account is seen and changed, and what cannot be one is told', async ({
  browser,
  request,
}) => {
  const page = await withoutWorker(browser);
  const name = await signUp(page);
  const program = await programOf(request, name);
  const zone = async () => (await program<{ time_zone: string }>('get', '/account')).time_zone;
  await page.goto('/settings');
  const field = page.getByLabel('Time zone', { exact: true });
  const save = page.locator('form').filter({ has: field }).getByRole('button', { name: 'Save' });
  await expect(field).toHaveValue('America/Los_Angeles');
  await field.fill('Tokio');
  await save.click();
  await expect(page.getByText('There is no time zone of this name.')).toBeVisible();
  expect(await zone()).toBe('America/Los_Angeles');

  await field.fill('asia/tokyo');
  await save.click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(field).toHaveValue('Asia/Tokyo');
  await expect.poll(zone).toBe('Asia/Tokyo');

  // A browser may know a zone that the server does not.
  await page.route('**/api/v1/account', async (route) => {
    const asked = route.request().postDataJSON() as { time_zone?: string } | null;
    if (asked?.time_zone !== 'Europe/Paris') return route.continue();
    const errors = [{ pointer: '/time_zone', detail: 'expected an IANA time zone' }];
    return route.fulfill({
      status: 422,
      headers: { afterglow: 'v1' },
      contentType: 'application/problem+json',
      json: { status: 422, code: 'invalid_body', title: 'Unprocessable', errors },
    });
  });
  await field.fill('Europe/Paris');
  await save.click();
  await expect(
    page.getByText('The server does not know the time zone Europe/Paris. It stays Asia/Tokyo.'),
  ).toBeVisible();
  await expect(field).toHaveValue('Asia/Tokyo');
  // What waits behind it goes on.
  await synced(page);
  await page.getByRole('button', { name: 'Use the time of Los Angeles' }).click();
  await expect.poll(zone).toBe('America/Los_Angeles');
  await page.context().close();
});

/** A patient who lives in Berlin, has been here for `days`, and opens the app. */
async function away(page: Page, request: APIRequestContext, days: number) {
  const name = await signUp(page);
  const program = await programOf(request, name);
  await program('patch', '/account', { time_zone: 'Europe/Berlin' });
  await page.reload();
  await synced(page);
  await page.goto('/settings');
  await expect(page.getByLabel('Time zone', { exact: true })).toHaveValue('Europe/Berlin');
  await page.clock.setFixedTime(new Date(Date.now() + days * DAY));
  return { name, program };
}

const QUESTION = 'Reminders at Los Angeles time from now on?';

test('after a day in another time zone the app asks once, and without a network too', async ({
  page,
  request,
  context,
}) => {
  const { program } = await away(page, request, 1.01);
  await page.goto('/');
  await expect(page.getByText(QUESTION)).toBeVisible();
  await installed(page);
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Yes' }).click();
  await expect(page.getByText(QUESTION)).toBeHidden();
  await context.setOffline(false);
  const zone = async () => (await program<{ time_zone: string }>('get', '/account')).time_zone;
  await expect.poll(zone).toBe('America/Los_Angeles');
});

test('before a day has passed nothing is asked, and what was kept is not asked again', async ({
  page,
  request,
}) => {
  await away(page, request, 0.9);
  await page.goto('/treatments');
  await expect(page.getByRole('heading', { name: 'Treatments' })).toBeVisible();
  // What would ask is there: it was fetched, and had its look.
  await page.waitForLoadState('networkidle');
  await expect(page.getByText(QUESTION)).toBeHidden();
  await page.clock.setFixedTime(new Date(Date.now() + 1.1 * DAY));
  await page.reload();
  await page.getByRole('button', { name: 'Keep Berlin time' }).click();
  await expect(page.getByText(QUESTION)).toBeHidden();
  await page.clock.setFixedTime(new Date(Date.now() + 3 * DAY));
  await page.reload();
  await page.waitForLoadState('networkidle');
  await expect(page.getByText(QUESTION)).toBeHidden();
});

test('a treatment that is still to come is shown as planned, and counts for nothing', async ({
  page,
  request,
  browser,
}) => {
  const { program } = await patient(page, request);
  const soon = new Date(Date.now() + 2 * DAY + 9 * 3_600_000).toISOString().slice(0, 10);
  const planned = { at: `${soon}T08:30:00+09:00`, medicine: 'ketamine', route: 'iv' };
  await program('put', `/treatments/${id(3)}`, planned);
  const event = { date: soon, category: 'life', title: 'Moving house' };
  await program('put', `/events/${id(4)}`, event);
  await page.goto('/');
  await checkIn(page, 5);
  await synced(page);
  const day = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${soon}T00:00:00Z`));

  await page.goto('/timeline?range=30');
  await expect(page.getByRole('heading', { name: 'Planned', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: `${day}, 8:30 Ketamine` })).toBeVisible();
  await expect(page.getByRole('link', { name: `${day} Moving house` })).toBeVisible();
  await expect(page.getByText(/No treatments\. 1 is planned\./)).toBeVisible();

  const terms = { label: 'Dr Ito', measures: ['low_mood'] };
  const { url } = await program<{ url: string }>('post', '/shares', terms);
  const clinic = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await clinic.goto(url);
  await expect(clinic.getByRole('heading', { name: 'Planned treatments' })).toBeVisible();
  await expect(clinic.getByRole('rowheader', { name: /^\d+ \w+ \d{4} 8:30$/ })).toHaveCount(1);
  await expect(clinic.getByText(/still to come\)/)).toBeVisible();
  await clinic.context().close();
});
