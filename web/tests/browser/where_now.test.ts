/** Where a person is now: the first thing on Relief and on the page behind a link, in each state of a journal. */
import { readFileSync } from 'node:fs';
import { expect, test, type APIRequestContext, type Page } from '@playwright/test';
import { programOf } from './api.ts';
import { clinicPage } from './clinician.ts';
import { PASSWORD, signUp } from './patient.ts';

// The device is far from where the records were made.
test.use({ timezoneId: 'America/Los_Angeles' });

const DAY = 24;
const ESM = readFileSync(new URL('../../../tests/data/esm_journal.csv', import.meta.url), 'utf8');
const PICTURES = process.env['AFTERGLOW_PICTURES'];

/** The instant so many hours ago, where the clock is nine hours ahead. */
function ago(hours: number): string {
  const there = new Date(Date.now() - hours * 3_600_000 + 9 * 3_600_000);
  return `${there.toISOString().slice(0, 19)}+09:00`;
}

const scores = (hours: number, of: readonly number[]) =>
  of.map((score, day) => `${ago(hours - DAY * day)},check_in,low_mood,${score},`);
const treatment = (hours: number) => `${ago(hours)},treatment,iv,0.5 mg/kg,`;
/** Two weeks at 8, give or take, up to the evening before. */
const before = (hours: number, days = 14) =>
  scores(hours + DAY * days - 6, [8, 7, 8, 9, 8, 8, 7, 8, 8, 9, 8, 7, 8, 8].slice(0, days));

const monthly = [150, 120, 90, 62, 34, 6].flatMap((day, index) => [
  ...(index === 0 ? before(day * DAY) : []),
  treatment(day * DAY),
  ...scores(day * DAY - 8, [3, 2, 2, 2, 3, 3].slice(0, day === 6 ? 6 : 6)),
  ...(day === 6 ? [] : scores(day * DAY - 8 - 6 * DAY, [7, 8, 8, 8, 7, 8, 8, 8, 8, 8, 7, 8, 8, 8])),
]);

const STATES: Record<string, string[]> = {
  planned: [...before(0, 6), treatment(-3 * DAY)],
  two_hours: [...before(2), treatment(2)],
  course: [
    ...before(11 * DAY),
    ...[11, 9, 7, 4].map((day) => treatment(day * DAY)),
    ...scores(11 * DAY - 8, [4, 3, 2, 2, 3, 2, 2, 3, 2, 2, 2]),
    treatment(-2 * DAY),
  ],
  maintenance: monthly,
  faded: [
    ...before(12 * DAY),
    treatment(12 * DAY),
    ...scores(12 * DAY - 8, [3, 2, 2, 3, 3, 7, 8, 8, 7, 8, 8, 8]),
  ],
  no_effect: [
    ...before(12 * DAY),
    treatment(12 * DAY),
    ...scores(12 * DAY - 8, [8, 7, 8, 9, 8, 8, 7, 8, 8, 9, 8, 7]),
  ],
  stopped: [...before(20 * DAY), treatment(20 * DAY), ...scores(20 * DAY - 8, [3, 2, 2, 3, 2])],
  worse: [
    ...scores(22 * DAY - 6, [4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 4, 5, 4, 4]),
    treatment(8 * DAY),
    ...scores(8 * DAY - 8, [8, 7, 8, 8, 8, 7, 8, 8]),
  ],
  late_start: [treatment(6 * DAY), ...scores(6 * DAY - 8, [6, 5, 5, 4, 5, 5])],
};

async function bring(request: APIRequestContext, username: string, csv: string) {
  const session = await request.post('/api/v1/sessions', {
    data: { username, password: PASSWORD },
  });
  const { access_token } = (await session.json()) as { access_token: string };
  const brought = await request.post('/api/v1/imports?format=afterglow', {
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'text/csv' },
    data: csv,
  });
  expect(brought.ok(), await brought.text()).toBe(true);
}

async function reliefOf(page: Page, request: APIRequestContext, csv: string, measure = 'low_mood') {
  const name = await signUp(page);
  await bring(request, name, csv);
  await page.goto(`/relief?measure=${measure}`);
  await expect(page.getByRole('heading', { name: 'Where you are now' })).toBeVisible();
  return name;
}

const rows = (state: string) =>
  ['at,kind,measure,value,note', ...(STATES[state] ?? [])].join('\n') + '\n';
const card = (page: Page) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: 'Where you are now' }) });

const SAYS: Record<string, RegExp[]> = {
  planned: [/No treatment has taken place yet\. The next is planned for/, /6 of the days before/],
  two_hours: [/2 hours since the last treatment/],
  course: [/4 days since the last treatment\. The next is planned/, /has lasted .* so far/],
  maintenance: [/6 days since/, /Relief was first seen on/, /same days after 5 earlier/],
  faded: [/12 days since/, /Relief had largely faded by/, /It can help to tell/],
  no_effect: [/12 days since/, /on average; before treatment/],
  stopped: [/20 days since/, /the last entry is from/, /An entry today/],
  worse: [/clearly worse than those before the treatment/, /“Help now” is on every page/],
  late_start: [/6 days since/, /Since then: \d(\.\d)? on average\./],
};

for (const [state, said] of Object.entries(SAYS)) {
  test(`where a person is now: ${state.replaceAll('_', ' ')}`, async ({ page, request }) => {
    await reliefOf(page, request, rows(state));
    for (const line of said) await expect(card(page)).toContainText(line);
    const next = card(page).getByRole('link', { name: 'Share with a clinician' });
    await expect(next).toHaveCount(state === 'worse' ? 1 : 0);
    if (state === 'no_effect') await expect(card(page)).not.toContainText(/relief/i);
    if (!PICTURES) return;
    for (const [width, height] of [
      [390, 844],
      [1280, 800],
    ] as const) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height });
        await page.screenshot({ path: `${PICTURES}/${state}-${width}-${colorScheme}.png` });
      }
    }
  });
}

test('the chosen measure has the same word at the top and in the overview', async ({
  page,
  request,
}) => {
  const name = await signUp(page);
  await bring(request, name, rows('course').replace(/low_mood/g, 'low_mood'));
  const ask = await programOf(request, name);
  const asked: string[] = [];
  page.on('request', (sent) => {
    if (sent.url().includes('/api/v1/relief')) asked.push(new URL(sent.url()).search);
  });
  await page.goto('/relief?measure=low_mood');
  await expect(page.getByRole('heading', { name: 'All your questions' })).toBeAttached();
  await page.getByLabel('Question', { exact: true }).selectOption('sleep_quality');
  const line = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: 'Low mood' }) });
  await expect(line).toContainText('Relief was first seen');
  // One question for all of them, whichever is looked at.
  expect(new Set(asked).size).toBe(1);
  const { measures } = await ask<{ measures: { measure: { id: string } }[] }>(
    'get',
    `/relief${asked[0]}`,
  );
  expect(measures.length).toBeGreaterThan(3);
});

test('a real journal without relief is told of none on any page', async ({
  page,
  request,
  browser,
}) => {
  const name = await reliefOf(page, request, ESM);
  const measures = ['low_mood', 'anxiety', 'irritability', 'worry', 'fatigue', 'pain'];
  for (const measure of [...measures, 'wellbeing', 'sleep_quality']) {
    await page.goto(`/relief?measure=${measure}`);
    const summary = page.locator('.summary');
    await expect(summary).toBeVisible();
    for (const said of [await summary.innerText(), await card(page).innerText()])
      expect(said, measure).not.toMatch(/relief|eased|%/i);
  }
  const ask = await programOf(request, name);
  const { url } = await ask<{ url: string }>('post', '/shares', { label: 'Dr Weber', measures });
  const clinic = await clinicPage(browser);
  await clinic.goto(url);
  const first = clinic.locator('section').filter({ hasText: 'Where things stand' });
  await expect(first).toBeVisible();
  expect(await first.innerText()).not.toMatch(/relief|eased|%/i);
  const line = clinic.locator('section').filter({ hasText: 'At a glance' }).locator('tbody tr');
  await expect(line).toHaveCount(measures.length);
  for (const said of await line.locator('td:is(.onset, .relief)').allInnerTexts())
    expect(said).not.toMatch(/relief|eased|% better/i);
});

test('a journal that began with its treatment shows its change since the first days, without a tap, to both readers', async ({
  page,
  request,
  browser,
}) => {
  const name = await reliefOf(page, request, rows('late_start'));
  const change =
    /On the first three days, from .* the mean was 5\.3; on the latest days, .* it was 4\.7/;
  const since = page.locator('section').filter({ hasText: 'Since the first days' });
  await expect(since).toContainText(change);
  await expect(since.getByRole('link', { name: 'Reminders' })).toBeVisible();
  const ask = await programOf(request, name);
  const data = { label: 'Dr Weber', measures: ['low_mood'] };
  const { url } = await ask<{ url: string }>('post', '/shares', data);
  const clinic = await clinicPage(browser);
  await clinic.goto(url);
  const shared = clinic.locator('section').filter({ hasText: 'Since the first days' });
  await expect(shared).toContainText(change);
  await expect(shared).toContainText('It does not tell whether that comes from a treatment');
  await expect(shared.getByRole('link')).toHaveCount(0);
});

test('of a treatment it is told, folded away, what its unwritten days would mean', async ({
  page,
  request,
}) => {
  const evening = 12 * DAY - 8;
  await bring(
    request,
    await signUp(page),
    [
      'at,kind,measure,value,note',
      ...before(12 * DAY),
      treatment(12 * DAY),
      // Three of the first seven days are missing.
      ...scores(evening, [3, 2, 2]),
      ...scores(evening - 4 * DAY, [3]),
      ...scores(evening - 7 * DAY, [3, 3, 3]),
    ].join('\n'),
  );
  await page.goto('/relief?measure=low_mood');
  const fold = page
    .getByRole('group')
    .filter({ hasText: 'What if days without entries were worse?' });
  await expect(fold).toHaveCount(1);
  await expect(fold.getByText('Some days of the first week')).toBeHidden();
  await fold.getByText('What if').click();
  await expect(fold).toContainText('Even if each of them was as bad as before treatment');
});

test('the page behind a link begins with where things stand, for the measure that is chosen', async ({
  page,
  request,
  browser,
}) => {
  const name = await reliefOf(page, request, rows('faded'));
  const ask = await programOf(request, name);
  const data = { label: 'Dr Weber', measures: ['low_mood', 'sleep_quality'] };
  const { url } = await ask<{ url: string }>('post', '/shares', data);
  const clinic = await clinicPage(browser);
  await clinic.goto(url);
  const first = clinic.locator('main section').first();
  await expect(first).toContainText('Where things stand');
  await expect(first).toContainText(/12 days since the last treatment\./);
  await expect(first).toContainText(/Relief had largely faded by \d+ \w+/);
  await expect(first).not.toContainText('It can help');
  if (PICTURES) {
    for (const [width, height] of [
      [390, 844],
      [1280, 800],
    ] as const) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await clinic.emulateMedia({ colorScheme });
        await clinic.setViewportSize({ width, height });
        await clinic.screenshot({ path: `${PICTURES}/clinic-${width}-${colorScheme}.png` });
      }
    }
  }
});
