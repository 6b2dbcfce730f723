import { expect, test, type Page } from '@playwright/test';
import { programOf } from './api.ts';
import { clinicPage, makeLink } from './clinician.ts';
import { ALL_HOSTILE, HOSTILE, written } from './hostile.ts';
import {
  ANSWERED,
  hostileAnswers,
  hostileChanges,
  hostileForm,
  hostilePlan,
  OPTIONS,
  optionText,
  PLANNED,
  QUESTIONS,
  questionText,
} from './hostile_journal.ts';
import { keptBeside, keptHere } from './left_behind.ts';
import { JOURNAL } from './pages.ts';
import { answer, installed, signUp, synced } from './patient.ts';

const isAnswer = (path: string) => /^\/(api|s)(\/|$)/.test(path);

const DAY = '2026-03-10';

/** What came of a page that must have come of none: dialogs, refused code, requests for /hit. */
function mischiefOn(page: Page): string[] {
  const mischief: string[] = [];
  page.on('dialog', (dialog) => {
    mischief.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted/.test(message.text())) mischief.push(message.text());
  });
  page.on('request', (request) => {
    if (/hit|elsewhere/.test(request.url())) mischief.push(`asked for ${request.url()}`);
  });
  page.on('pageerror', (error) => mischief.push(String(error)));
  return mischief;
}

/** Runs in the page: all it says, in text and in fields. */
const said = () =>
  [
    document.body.textContent,
    ...[...document.querySelectorAll('input, textarea')].map(
      (field) => (field as HTMLInputElement).value,
    ),
  ].join('\n');

/** Every text is on the page as it was written, in each of the fields, and none of them ran. */
async function showsAsWritten(page: Page, expected: readonly string[], where: string) {
  const first = expected[0] ?? '';
  await expect.poll(() => page.evaluate(said), { message: where }).toContain(first);
  // Whatever would load or run has had its chance.
  await page.waitForTimeout(200);
  const shown = await page.evaluate(said);
  expect
    .soft(
      expected.filter((text) => !shown.includes(text)),
      where,
    )
    .toEqual([]);
  expect.soft(await page.evaluate(() => '__hit' in window), where).toBe(false);
}

interface Link {
  id: string;
  url: string;
}

/** Answers the questions one after the other, each shown as its file words it. */
async function answerEach(page: Page) {
  await page.goto('/questionnaires/pcl_5/questions');
  for (let n = 0; n < QUESTIONS; n++) {
    await expect(page.getByRole('heading', { level: 2 })).toHaveText(questionText(n));
    const offered = Array.from({ length: OPTIONS }, (_, option) => optionText(n, option));
    await expect(page.locator('.choices button')).toHaveText(offered);
    await page.locator('.choices button').first().click();
  }
}

/** Opens the page of what two devices wrote at once, as if they had with every entry. */
async function showUnsettled(page: Page, entries: ReturnType<typeof hostileChanges>) {
  await page.evaluate(async (rows) => {
    const open = indexedDB.open('afterglow');
    await new Promise((resolve) => (open.onsuccess = resolve));
    const transaction = open.result.transaction('conflicts', 'readwrite');
    for (const { id, kind, body } of rows) {
      const row = { id, kind, mine: { body }, theirs: { body, revision: 1 } };
      transaction.objectStore('conflicts').put(row);
    }
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    open.result.close();
  }, entries);
  await page.goto('/unsettled');
}

const inFields = (...fields: string[]) =>
  HOSTILE.flatMap((text) => fields.map((field) => written(text, field)));

test('what a patient writes is shown as written, wherever it is shown, and nothing in it runs', async ({
  page,
  request,
  browser,
}) => {
  // Every page of a journal with some two hundred entries.
  test.setTimeout(240_000);
  const mischief = mischiefOn(page);
  const name = await signUp(page);
  const ask = await programOf(request, name);
  await ask('post', '/questionnaires', hostileForm());
  const entries = hostileChanges(DAY);
  const answers = hostileAnswers(DAY);
  await ask('post', '/changes', { changes: [...entries, answers, hostilePlan()] });
  const idsOf = (kind: string) => entries.filter((one) => one.kind === kind).map(({ id }) => id);
  const measures = idsOf('measure');
  await ask('patch', '/account', { measures });
  const links: Link[] = [];
  for (const text of HOSTILE) {
    const terms = { label: written(text, 'label'), measures: measures.slice(0, 1) };
    links.push(await ask('post', '/shares', terms));
  }
  const include = {
    notes: true,
    doses: true,
    side_effects: true,
    questionnaires: true,
    safety_plan: true,
  };
  const all = await ask<Link>('post', '/shares', { label: 'all of it', measures, include });

  await page.goto('/');
  await synced(page);
  const pages: [string, string[]][] = [
    ['/', inFields('question', 'low label', 'high label')],
    [`/day/${DAY}`, inFields('note', 'question', 'title', 'medicine')],
    ['/timeline', inFields('question', 'title', 'medicine')],
    ['/treatments', inFields('medicine')],
    ['/relief', inFields('question')],
    ['/settings/measures', inFields('question')],
    ['/share', inFields('label')],
    ['/share/new', inFields('question')],
    ['/settings/questionnaires', [ALL_HOSTILE]],
    [`/questionnaires/answered/${answers.id}`, ANSWERED],
    ['/safety-plan', PLANNED],
    ['/safety-plan/edit', PLANNED],
  ];
  for (const [path, expected] of pages) {
    await page.goto(path);
    await showsAsWritten(page, expected, path);
  }

  // A form holds its texts as values: a way out of each kind of field, and a name of JavaScript's.
  for (const text of ['</textarea><img src="/hit">', '"><img src="/hit">', '__proto__']) {
    const n = HOSTILE.indexOf(text);
    const forms: [string, string[], string[]][] = [
      ['/check-in', idsOf('check_in'), ['note']],
      ['/events', idsOf('event'), ['title', 'event note']],
      [
        '/treatments',
        idsOf('treatment'),
        ['medicine', 'setting', 'intention', 'experience', 'effect'],
      ],
      ['/settings/measures', measures, ['question', 'low label', 'high label']],
      ['/share', links.map(({ id }) => id), ['label']],
    ];
    for (const [path, ids, fields] of forms) {
      await page.goto(`${path}/${ids[n]}`);
      const expected = fields.map((field) => written(text, field));
      await showsAsWritten(page, expected, `${path}, ${text}`);
    }
  }
  await answerEach(page);
  await showUnsettled(page, entries);
  const kept = ['question', 'note', 'title', 'event note', 'medicine', 'experience'];
  await showsAsWritten(page, inFields(...kept), '/unsettled');

  const clinic = await clinicPage(browser);
  const there = mischiefOn(clinic);
  for (const [n, { url }] of links.entries()) {
    await clinic.goto('about:blank');
    await clinic.goto(url);
    await expect(clinic.locator('header')).toContainText(written(HOSTILE[n] ?? '', 'label'));
  }
  await clinic.goto('about:blank');
  await clinic.goto(all.url);
  const shown = ['question', 'title', 'event note', 'note', 'medicine', 'intention', 'experience'];
  const told = [...inFields(...shown, 'effect'), ...PLANNED];
  await showsAsWritten(clinic, told, 'the page behind a link');
  expect([...mischief, ...there]).toEqual([]);
});

test('the journal is in one database of the device: no cache, no other storage holds an answer', async ({
  page,
}) => {
  test.setTimeout(90_000);
  await signUp(page);
  await installed(page);
  await answer(page, 'How low do you feel?', 7);
  await page.getByText('Add a note').click();
  await page.getByLabel('Note', { exact: true }).fill('a-note-for-nobody-else');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Saved' })).toBeVisible();
  await synced(page);
  const { link } = await makeLink(page, {
    measures: ['Low mood'],
    include: ['Notes, intentions and experiences'],
  });
  // One that is begun, and not saved.
  await page.goto('/events/new');
  await page.getByLabel('What happened').fill('a-title-that-was-begun');
  await page.waitForTimeout(300);
  await page.goto('/settings');
  await page.getByRole('radio', { name: 'Dark' }).check();
  for (const path of JOURNAL) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  await synced(page);
  await page.goto(link);
  await expect(page.getByText('a-note-for-nobody-else').first()).toBeVisible();
  await page.goto('/');
  await synced(page);

  const { databases, cached, ...beside } = await page.evaluate(keptBeside);
  expect(databases).toEqual(['afterglow']);
  expect(cached.length).toBeGreaterThan(20);
  expect(cached.map(({ url }) => new URL(url).pathname).filter(isAnswer)).toEqual([]);
  // The look, and that the browser was asked to keep the journal, are nobody's secrets; beside them there is nothing.
  const local = { asked_to_keep: 'yes', theme: 'dark' };
  expect(beside).toEqual({ local, session: {}, cookies: '' });
  for (const secret of ['a-note-for-nobody-else', 'a-title-that-was-begun', new URL(link).hash]) {
    expect(cached.filter(({ text }) => text.includes(secret)).map(({ url }) => url)).toEqual([]);
    expect(await page.evaluate(keptHere)).toContain(secret);
  }
});
