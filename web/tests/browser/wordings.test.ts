/** In which words questions are asked: kept with each answer, and shown where they changed. */
import { mkdirSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { programOf } from './api.ts';
import { answer, checkIn, signUp, synced } from './patient.ts';

/** Where pictures to look at go; none are taken without it. */
const PICTURES = process.env['AFTERGLOW_PICTURES'];

interface Kept {
  at: string;
  asked?: Record<string, { version: number; language?: string }>;
}

type Program = Awaited<ReturnType<typeof programOf>>;

const newest = async (program: Program) =>
  (await program<{ items: Kept[] }>('get', '/check-ins')).items.at(-1);

const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY);
const id = (n: number) => `019cd800-0000-7000-8000-${String(n).padStart(12, '0')}`;

test('an answer keeps the words that it was asked in, and an edit those that were not asked again', async ({
  page,
  request,
}) => {
  const name = await signUp(page);
  const program = await programOf(request, name);
  const at = daysAgo(1).toISOString();
  const before = { scores: { low_mood: 5, sleep_quality: 4 }, at };
  await program('put', `/check-ins/${id(1)}`, before);
  await page.goto('/');
  await answer(page, 'How low do you feel?', 3);
  await answer(page, 'How well did you sleep?', 7);
  // What was begun keeps its words, too.
  await page.reload();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Saved' })).toBeVisible();
  await synced(page);
  expect((await newest(program))?.asked).toEqual({
    low_mood: { version: 1, language: 'en' },
    sleep_quality: { version: 2, language: 'en' },
  });

  await page.goto(`/check-in/${id(1)}`);
  await answer(page, 'How well did you sleep?', 9);
  await page.getByRole('button', { name: 'Save' }).click();
  const edited = async () => (await program<Kept>('get', `/check-ins/${id(1)}`)).asked;
  await expect.poll(edited).toEqual({ sleep_quality: { version: 2, language: 'en' } });
});

/** Three weeks of the first words, and one of the second. */
async function wordedAnew(program: Program) {
  for (let n = 28; n >= 0; n--) {
    await program('put', `/check-ins/${id(100 - n)}`, {
      at: daysAgo(n).toISOString(),
      scores: { anxiety: 4 + (n % 4), low_mood: 5 },
      ...(n < 7 && { asked: { anxiety: { version: 2, language: 'en' } } }),
    });
  }
}

async function pictured(page: Page, name: string) {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  for (const [width, height] of [
    [390, 844],
    [1280, 800],
  ] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      const path = `${PICTURES}/${name}-${width}-${colorScheme}.png`;
      await page.screenshot({ path, fullPage: true });
    }
  }
}

test('where a question was worded anew its curve has a mark, a sentence and a line of the table', async ({
  page,
  request,
  browser,
  baseURL,
}) => {
  const name = await signUp(page);
  const program = await programOf(request, name);
  await wordedAnew(program);
  await program('put', `/treatments/${id(200)}`, {
    ...{ at: daysAgo(14).toISOString(), medicine: 'ketamine', route: 'iv' },
  });
  const says = /the question was asked in new words \(version 2\): a step there can come/;
  await page.goto('/timeline?measure=anxiety');
  await expect(page.locator('svg path.worded-anew')).toHaveCount(2);
  await expect(page.locator('svg text', { hasText: 'new wording (version 2)' })).toBeVisible();
  await expect(page.getByText('Question worded anew')).toBeVisible();
  await expect(page.getByText(says)).toBeVisible();
  await page.getByText('As a table').click();
  await expect(page.getByRole('row', { name: /new wording \(version 2\)/ })).toHaveCount(1);
  await pictured(page, 'timeline');
  await page.goto('/timeline?measure=low_mood');
  await expect(page.getByText('Question worded anew')).toHaveCount(0);
  await page.goto('/relief?measure=anxiety');
  await expect(page.getByText(says)).toBeVisible();
  await pictured(page, 'relief');

  const terms = { label: 'Dr Ito', measures: ['anxiety', 'low_mood'] };
  const { url } = await program<{ url: string }>('post', '/shares', terms);
  const clinic = await browser.newContext({ baseURL: baseURL ?? '' });
  const visitor = await clinic.newPage();
  await visitor.goto(url.replace(/^https?:\/\/[^/]+/, ''));
  await expect(visitor.getByText(says)).toBeVisible();
  // A curve is drawn once it is near.
  await visitor.getByText(says).scrollIntoViewIfNeeded();
  const drawn = visitor.locator('.plot:not(.for-paper) svg text');
  await expect(drawn.filter({ hasText: 'new wording (version 2)' })).toBeVisible();
  await pictured(visitor, 'visitor');
  await clinic.close();
});

for (const locale of ['en', 'de', 'es', 'fr', 'nl', 'pt-BR']) {
  test(`no word of a question is cut on a narrow phone, ${locale}`, async ({
    page,
    browser,
    request,
  }) => {
    const name = await signUp(page);
    await checkIn(page, 3);
    const program = await programOf(request, name);
    const { items } = await program<{ items: { id: string }[] }>('get', '/measures');
    await program('patch', '/account', { measures: items.map((measure) => measure.id) });
    await page.goto('/settings');
    await synced(page);
    const storageState = await page.context().storageState({ indexedDB: true });
    const viewport = { width: 390, height: 844 };
    const context = await browser.newContext({ storageState, locale, viewport });
    const phone = await context.newPage();
    await phone.goto('/');
    await expect(phone.getByRole('radiogroup')).toHaveCount(items.length);
    const cut = await phone
      .locator('.question')
      .evaluateAll((questions) =>
        questions
          .filter((question) =>
            [question, ...question.querySelectorAll('p, .ends, .ends span')].some(
              (part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0,
            ),
          )
          .map((question) => question.textContent),
      );
    expect(cut).toEqual([]);
    await pictured(phone, `check-in-${locale}`);
    await context.close();
  });
}
