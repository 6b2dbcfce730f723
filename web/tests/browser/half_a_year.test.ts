import { expect, test, type APIRequestContext, type Page } from '@playwright/test';
import { clinicPage } from './clinician.ts';
import { DATA, demo } from './demo.ts';
import { synced } from './patient.ts';
import { LANGUAGES } from '../languages.ts';

const API = '/api/v1';

interface CheckIn {
  id: string;
  at: string;
  scores: Record<string, number>;
}

interface Series {
  id: string;
  relief: { courses: { baseline: { value: number } }[] };
}

/** The demo's patient, who also wrote a note every week. */
async function halfAYear(request: APIRequestContext) {
  const { username, password } = demo();
  const opened = await request.post(`${API}/sessions`, { data: { username, password } });
  const { access_token } = (await opened.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${access_token}` };
  const listed = await request.get(`${API}/check-ins?limit=1000`, { headers });
  const { items } = (await listed.json()) as { items: CheckIn[] };
  for (const { id, at, scores } of items.filter((_, index) => index % 8 === 0)) {
    const note = 'Slept well. The heaviness is lighter, and I cooked for the first time in weeks.';
    const put = await request.put(`${API}/check-ins/${id}`, {
      headers,
      data: { at, scores, note },
    });
    expect(put.ok()).toBe(true);
  }
  return { headers, measures: Object.keys(items[0]?.scores ?? {}) };
}

/** A link to everything there is. */
async function everything(request: APIRequestContext): Promise<string> {
  const { headers, measures } = await halfAYear(request);
  const parts = ['notes', 'doses', 'side_effects', 'self_harm', 'questionnaires'];
  const include = Object.fromEntries(parts.map((part) => [part, true]));
  const data = { label: 'Dr Weber', measures, include };
  const made = await request.post(`${API}/shares`, { headers, data });
  expect(made.status()).toBe(201);
  return ((await made.json()) as { url: string }).url;
}

async function sheets(page: Page, format: string): Promise<number> {
  const pdf = (await page.pdf({ format })).toString('latin1');
  return [...pdf.matchAll(/\/Type\s*\/Page\b/g)].length;
}

/** The smallest letters on paper, in points: those of drawings as large as they come out. */
async function smallestType(page: Page): Promise<number> {
  await page.emulateMedia({ media: 'print' });
  // The width of A4 between its margins: drawings take their place on the sheet.
  await page.setViewportSize({ width: 733, height: 1070 });
  const smallest = await page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const sizes: number[] = [];
    while (texts.nextNode()) {
      const [text, element] = [texts.currentNode, texts.currentNode.parentElement];
      if (!element?.getClientRects().length || !text.textContent?.trim()) continue;
      const drawn = element instanceof SVGGraphicsElement ? element.getScreenCTM() : null;
      sizes.push(parseFloat(getComputedStyle(element).fontSize) * (drawn?.a ?? 1) * 0.75);
    }
    return Math.min(...sizes);
  });
  await page.emulateMedia({ media: null });
  return smallest;
}

test('half a year with every box ticked is printed on two sheets, from a desktop and from a phone', async ({
  request,
  browser,
}) => {
  test.skip(!DATA, 'the server was started by someone else');
  const link = await everything(request);
  const clinic = await clinicPage(browser);
  await clinic.goto(link);
  for (const title of ['The first two days', 'Notes', 'PHQ-9', 'Thoughts of death or self-harm'])
    await expect(clinic.getByText(title, { exact: true }).first()).toBeVisible();
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ]) {
    await clinic.setViewportSize(viewport);
    for (const format of ['A4', 'Letter'])
      expect(await sheets(clinic, format), `${format}, ${viewport.width}`).toBe(2);
  }
  expect(await smallestType(clinic)).toBeGreaterThanOrEqual(8);
  // For paper every drawing is there, also those that nobody has scrolled to: tests/printing looks at the sheets.
  await clinic.emulateMedia({ media: 'print' });
  const figures = await clinic.locator('figure:visible').count();
  expect(figures).toBeGreaterThanOrEqual(5);
  const drawn = clinic.locator('figure .plot:visible').filter({ has: clinic.locator('svg path') });
  await expect(drawn).toHaveCount(figures);
  // Every question that is shared has its days on the sheet, thoughts of self-harm first.
  const names = await clinic.locator('figure:visible figcaption').allInnerTexts();
  expect(names[0]).toContain('Thoughts of death or self-harm');
  const rows = clinic.locator('section').filter({ hasText: 'At a glance' }).locator('tbody th');
  for (const row of await rows.allInnerTexts()) {
    const name = row.split(/\n/)[0]?.trim() ?? '';
    expect(names.filter((one) => one.trim().startsWith(name)).length, name).toBeGreaterThan(0);
  }
});

test('Relief and the timeline are printed with every chart, also those that nobody has scrolled to', async ({
  page,
}) => {
  test.skip(!DATA, 'the server was started by someone else');
  const { username, password } = demo();
  await page.goto('/sign-in');
  await page.getByLabel('Name').fill(username);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await synced(page);
  for (const [path, figures] of [
    ['/relief', 3],
    ['/timeline', 3],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole('figure')).toHaveCount(figures);
    // What is drawn later than the last listener of `beforeprint` comes onto no sheet.
    await page.evaluate(() =>
      addEventListener('beforeprint', () => {
        const onPaper = [...document.querySelectorAll('figure .for-paper')];
        document.body.dataset['drawn'] = String(
          onPaper.filter((drawing) => drawing.querySelector('svg path')).length,
        );
      }),
    );
    await page.pdf();
    await expect(page.locator('body')).toHaveAttribute('data-drawn', String(figures));
  }
});

test('the first two days after each treatment are drawn, said and listed', async ({
  request,
  browser,
}) => {
  test.skip(!DATA, 'the server was started by someone else');
  const clinic = await clinicPage(browser);
  await clinic.goto(await everything(request));
  const figure = clinic.getByRole('figure', { name: 'The first two days' });
  await expect(figure).toContainText(/\d+ entries in the first two days/);
  await figure.getByText('As a table').click();
  await expect(figure.getByRole('columnheader', { name: 'Hours' })).toBeVisible();
  expect(await figure.getByRole('row').count()).toBeGreaterThan(20);
});

test('at a glance stands the first course, as in the report, with what the later ones span', async ({
  request,
  browser,
}) => {
  test.skip(!DATA, 'the server was started by someone else');
  const link = await everything(request);
  const secret = { authorization: `Share ${link.split('#')[1] ?? ''}` };
  const answer = await request.get(`${API}/shared`, { headers: secret });
  const { series } = (await answer.json()) as { series: Series[] };
  const courses = series.find(({ id }) => id === 'low_mood')?.relief.courses ?? [];
  const [first = 0, ...later] = courses.map(({ baseline }) => baseline.value);
  const { format } = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
  const clinic = await clinicPage(browser);
  await clinic.goto(link);
  const row = clinic.getByRole('row', { name: /^Low mood/ }).first();
  await expect(row).toContainText(`${format(first)} of 10`);
  const span = [Math.min(...later), Math.max(...later)].map(format).join('\u2060–\u2060');
  await expect(row).toContainText(`Later ${span}`);
});

test('the page behind a link is as wide as its screen in each language', async ({
  request,
  browser,
}) => {
  test.skip(!DATA, 'the server was started by someone else');
  const link = await everything(request);
  for (const locale of LANGUAGES) {
    const context = await browser.newContext({ locale });
    const clinic = await context.newPage();
    await clinic.goto(link);
    await expect(clinic.getByRole('figure').first()).toBeVisible();
    for (const width of [320, 800, 820, 900, 1024]) {
      await clinic.setViewportSize({ width, height: 1180 });
      await expect
        .poll(() => clinic.evaluate(() => document.documentElement.scrollWidth))
        .toBeLessThanOrEqual(width);
    }
    await context.close();
  }
});
