import { expect, test, type APIRequestContext, type Page } from '@playwright/test';
import { PASSWORD, signIn } from './patient.ts';
import { MANY, patientWith, STATES } from './states.ts';

const figure = (page: Page, name: string) => page.getByRole('figure', { name });

test('the line of a treatment is shown where it is drawn, and from there the way leads back', async ({
  page,
  request,
}) => {
  await signIn(page, await patientWith(request, STATES['monthly maintenance, fading']));
  await page.goto('/relief');
  const card = page.getByRole('button', { name: 'Show its line' }).nth(1);
  const drawing = figure(page, 'Before and after').locator('svg').first();
  await card.click();
  await expect(drawing).toBeInViewport();
  await expect(drawing.locator('.chosen')).toHaveCount(1);
  // It is still what the keyboard is at, so that the line can be taken away again.
  await expect(card).toBeFocused();
  await expect(card).toHaveAttribute('aria-pressed', 'true');
  await expect(
    page.locator('[aria-live]').filter({ hasText: /The line of .* is marked/ }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Back to this treatment' }).click();
  await expect(card).toBeFocused();
  await expect(card).toBeInViewport();
  await card.click();
  await expect(drawing.locator('.chosen')).toHaveCount(0);
});

test('a mean is read with the number of treatments that it is taken over', async ({
  page,
  request,
}) => {
  await signIn(page, await patientWith(request, STATES['a course of six in the middle']));
  await page.goto('/relief');
  const before = figure(page, 'Before and after');
  const slider = before.getByRole('slider', { name: 'Day to read' });
  await slider.focus();
  // Before, the first treatment of the course alone; later ones begin from relief.
  await page.keyboard.press('Home');
  await expect(before).toContainText(/Day −14: improvement \S+, from one treatment\./);
  await page.keyboard.press('End');
  await expect(before).toContainText(/Day \d: mean improvement \d+%, from \d treatments\./);
  await before.getByText('As a table').click();
  await expect(before.getByRole('row').last()).toContainText(/[23]$/);
});

test('each treatment has its strip of the first two days, the newest first, and no more than are asked for', async ({
  page,
  request,
}) => {
  await signIn(page, await patientWith(request, STATES['monthly maintenance, fading']));
  await page.goto('/relief');
  const strips = figure(page, 'The first two days')
    .getByRole('listitem')
    .filter({ hasText: /20\d\d/ });
  await expect(strips).toHaveCount(4);
  await figure(page, 'The first two days').getByRole('button', { name: 'Show all 6' }).click();
  await expect(strips).toHaveCount(6);
  const days = await strips.locator('strong').allTextContents();
  const times = days.map((day) => Date.parse(day));
  expect(times).toEqual([...times].sort((a, b) => b - a));
  // Where relief was first seen is said, and drawn as the time between the two.
  const seen = strips.filter({ hasText: /first seen between 4 and 10 hours/ }).first();
  const box = await seen.locator('rect.seen').boundingBox();
  const [strip] = await Promise.all([seen.locator('svg').boundingBox()]);
  expect((box?.width ?? 0) / (strip?.width ?? 1)).toBeCloseTo((6 / 48) * 0.8, 1);
});

test('of a course that is not stated nothing is drawn in the first two days but its entries', async ({
  page,
  request,
}) => {
  await signIn(page, await patientWith(request, STATES['no effect']));
  await page.goto('/relief');
  const hours = figure(page, 'The first two days');
  await expect(hours.locator('circle').first()).toBeVisible();
  await expect(hours.locator('rect')).toHaveCount(0);
  await expect(hours).not.toContainText(/relief/i);
});

test('many treatments are compared in words, folded away, each with its caution', async ({
  page,
  request,
}) => {
  await signIn(page, await patientWith(request, MANY));
  await page.goto('/relief');
  const section = page.locator('section').filter({ hasText: 'Over many treatments' });
  await expect(section.getByText('Does the dose make a difference?')).toBeHidden();
  await section.getByText('Show what the entries tell').click();
  await expect(section).toContainText(
    /After larger doses the improvement was larger: by about \d+ percentage points for each 0\.1 mg\/kg more/,
  );
  await expect(section).toContainText(
    /After “Infusion \(IV\)” the improvement was about \d+ percentage points larger than after “Swallowed”/,
  );
  const cautions = section.getByText(
    'Treatments are compared as they happened, one after another: any change over time could look the same.',
  );
  expect(await cautions.count()).toBeGreaterThanOrEqual(2);
  await expect(section).not.toContainText(/\bp\b|τ|\d\.\d{3}/);
});

test('where there are too few treatments it is said how many more are needed', async ({
  page,
  request,
}) => {
  await signIn(page, await patientWith(request, STATES['no effect']));
  await page.goto('/relief');
  const section = page.locator('section').filter({ hasText: 'Over many treatments' });
  await expect(section).toContainText(
    'at least 3 more than now. That is no reason for a treatment',
  );
  await expect(section.getByText('Show what the entries tell')).toHaveCount(0);
});

test('the seven-day mean starts anew at a treatment, and a young journal is drawn from its beginning', async ({
  page,
  request,
}) => {
  const journal = STATES['day 8'];
  await signIn(page, await patientWith(request, journal));
  await page.goto('/timeline');
  const timeline = page.getByRole('figure').first().locator('.plot');
  // 23 days, and not the three months that could be drawn.
  const dots = await timeline.locator('path.dots').boundingBox();
  const svg = await timeline.locator('svg').first().boundingBox();
  expect(dots?.width).toBeGreaterThan((svg?.width ?? 0) / 2);
  const line = (await timeline.locator('path.mean').getAttribute('d')) ?? '';
  expect(line.match(/M/g)).toHaveLength(2);
});

test('a plan that nobody has confirmed is drawn as one, and asked about', async ({
  page,
  request,
}) => {
  const name = await patientWith(request, STATES['day 8']);
  await plan(request, name, 4);
  await signIn(page, name);
  await page.goto('/timeline');
  const timeline = page.getByRole('figure').first().locator('.plot');
  await expect(timeline.locator('path.planned')).toHaveCount(1);
  await expect(page.getByRole('link', { name: /Did it take place\?/ })).toBeVisible();
  // It ends no seven-day mean.
  const line = (await timeline.locator('path.mean').getAttribute('d')) ?? '';
  expect(line.match(/M/g)).toHaveLength(2);
});

/** A treatment that was planned for some days ago, and that nobody has confirmed. */
async function plan(request: APIRequestContext, username: string, daysAgo: number): Promise<void> {
  const opened = await request.post('/api/v1/sessions', { data: { username, password: PASSWORD } });
  const { access_token } = (await opened.json()) as { access_token: string };
  const at = new Date(Date.now() - daysAgo * 86_400_000).toISOString();
  const put = await request.put(`/api/v1/treatments/${crypto.randomUUID()}`, {
    headers: { authorization: `Bearer ${access_token}` },
    data: { at, medicine: 'ketamine', route: 'iv', planned: true },
  });
  expect(put.ok(), await put.text()).toBe(true);
}
