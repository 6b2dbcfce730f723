import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { QUESTIONNAIRES } from '#domain/questionnaires.ts';
import { clinicPage, makeLink } from './clinician.ts';
import { checkIn, newName, PASSWORD, signIn, signUp, synced } from './patient.ts';
import { phq9 } from './phq_9.ts';

async function importForm(page: Page, file: Parameters<Page['setInputFiles']>[1]) {
  await page.goto('/settings/questionnaires');
  await page.getByLabel('Choose a file').setInputFiles(file);
}

async function enterTotal(page: Page, scale: string, total: number) {
  await page.goto(`/questionnaires/${scale}/total`);
  await page.getByLabel(/^Total of the/).fill(String(total));
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Totals' })).toBeVisible();
}

const answerAll = async (page: Page, choices: readonly number[]) => {
  for (const [n, choice] of choices.entries()) {
    await expect(page.getByText(`${n + 1} of 10`)).toBeVisible();
    await page.locator('.choices button').nth(choice).click();
  }
};

const json = (name: string, content: unknown) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
});

test('a PHQ-9 is imported, due, answered one question a screen, and somebody to call is named', async ({
  page,
  browser,
}) => {
  const name = await signUp(page);
  await importForm(page, phq9());
  await expect(page.getByText('PHQ-9: 10 questions can be answered now.')).toBeVisible();
  await page.getByLabel('PHQ-9, Depression').selectOption('Every two weeks');
  await synced(page);

  await page.getByRole('link', { name: 'Check in' }).click();
  await expect(page.getByText('1 questionnaire is due, whenever it suits you:')).toBeVisible();
  await page.getByRole('link', { name: 'PHQ-9' }).click();
  await answerAll(page, [1, 1, 0, 2, 1, 0, 0, 0]);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.locator('.choices button').nth(1).click();
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.locator('.choices [aria-pressed=true]')).toHaveCount(1);
  await page.getByRole('button', { name: 'Next' }).click();
  // How hard it made life does not count, and may be passed over.
  await page.getByRole('button', { name: 'Skip' }).click();
  await expect(page.getByRole('heading', { name: 'PHQ-9: 6 of 27' })).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog').getByText('Someone to talk to, now')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await expect(page.getByText('One total: 6 (mild) on')).toBeVisible();
  await synced(page);

  await page.getByRole('link', { name: 'Check in' }).click();
  await expect(page.getByRole('heading', { name: 'How is it now?' })).toBeVisible();
  await expect(page.getByText('is due')).toBeHidden();

  const laptop = await (await browser.newContext()).newPage();
  await signIn(laptop, name);
  await laptop.goto('/questionnaires/phq_9');
  await laptop.getByRole('link', { name: /^6 / }).click();
  await expect(laptop.getByRole('definition').filter({ hasText: 'Several days' })).toHaveCount(4);
});

test('nobody to call is named where nothing was said of self-harm', async ({ page }) => {
  await signUp(page);
  await importForm(page, phq9());
  await expect(page.getByText('can be answered now')).toBeVisible();
  await page.goto('/questionnaires/phq_9/questions');
  await answerAll(page, [3, 3, 3, 3, 3, 3, 3, 3, 0, 3]);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('One total: 24 (severe) on')).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a questionnaire that was begun is still there after the tab was closed', async ({
  page,
  context,
}) => {
  await signUp(page);
  await importForm(page, phq9());
  await expect(page.getByText('can be answered now')).toBeVisible();
  await page.goto('/questionnaires/phq_9/questions');
  await answerAll(page, [1, 2, 3]);
  await expect(page.getByText('4 of 10')).toBeVisible();
  await page.waitForTimeout(300);
  await page.close();
  const again = await context.newPage();
  await again.goto('/questionnaires/phq_9/questions');
  await expect(again.getByText('You began this earlier')).toBeVisible();
  await expect(again.getByText('4 of 10')).toBeVisible();
});

test('totals are entered without a network, corrected, drawn and deleted', async ({
  page,
  context,
}) => {
  await signUp(page);
  await checkIn(page, 6);
  await synced(page);
  await page.goto('/questionnaires');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.getByRole('link', { name: 'WHO-5' }).click();
  await page.getByRole('link', { name: 'Enter a total' }).click();
  await page.getByLabel('Total of the WHO-5').fill('13');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('.fault', { hasText: 'A multiple of 4' })).toBeVisible();
  await page.getByLabel('Total of the WHO-5').fill('52');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('One total: 52 on')).toBeVisible();
  await expect(page.getByText('No flag; rules nothing out: above 50, 1 of 1.')).toBeVisible();
  await expect(page.getByText('1 waiting')).toBeVisible();
  await context.setOffline(false);
  await synced(page);

  await page.getByRole('link', { name: 'Timeline' }).click();
  await expect(page.getByRole('figure', { name: 'WHO-5' })).toBeVisible();
  await page.getByRole('figure', { name: 'WHO-5' }).getByText('As a table').click();
  await expect(page.getByRole('region', { name: 'WHO-5' }).getByText('52')).toBeVisible();
  await page.goto('/questionnaires/who_5');
  await page.getByRole('link', { name: /^52 / }).click();
  await page.getByLabel('Total of the WHO-5').fill('48');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('One total: 48 on')).toBeVisible();
  await page.getByRole('link', { name: /^48 / }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('No totals yet.')).toBeVisible();
  await synced(page);
});

test('a file that cannot be asked is refused with where and why, and changes nothing', async ({
  page,
}) => {
  await signUp(page);
  await importForm(page, json('broken.json', '{'));
  await expect(page.getByText('This file is not JSON.')).toBeVisible();
  const form = JSON.parse(readFileSync(phq9(), 'utf8')) as { item: { item: unknown[] }[] };
  // The ninth question, about thoughts of death, is what some packages leave out.
  form.item[0]?.item.splice(9, 1);
  await importForm(page, json('eight.json', form));
  await expect(page.getByText('cannot be asked and scored')).toBeVisible();
  await expect(page.getByText(/Question 9 of the PHQ-9.*44260-8/)).toBeVisible();
  await page.goto('/questionnaires/phq_9');
  await expect(page.getByRole('link', { name: 'Answer the questions' })).toBeHidden();
});

test('a clinician sees totals with their cut-off where they were ticked, and only there', async ({
  page,
  browser,
}) => {
  await signUp(page);
  await checkIn(page, 7);
  await enterTotal(page, 'phq_9', 18);
  await enterTotal(page, 'phq_9', 4);
  await synced(page);
  const clinic = await clinicPage(browser);
  const { link: without } = await makeLink(page, { measures: ['Low mood'] });
  await clinic.goto(without);
  await expect(clinic.getByRole('rowheader', { name: /Low mood/ })).toBeVisible();
  await expect(clinic.getByText('PHQ-9')).toHaveCount(0);

  const include = ['Totals of questionnaires'];
  const { link } = await makeLink(page, { measures: ['Low mood'], include });
  await clinic.goto('about:blank');
  await clinic.goto(link);
  const figure = clinic.getByRole('figure', { name: 'PHQ-9' });
  await expect(figure).toContainText('2 totals, the latest 4 (minimal) on');
  await expect(figure).toContainText('The first was 18 (moderately severe), on');
  await expect(figure).toContainText(
    '14 points better. A change that most people notice (5 or more).',
  );
  await expect(figure).toContainText(
    'a response (50% or more). What studies call remission: below 5, 1 of 2.',
  );
  expect((await new AxeBuilder({ page: clinic }).analyze()).violations).toEqual([]);
});

test('the app knows of each questionnaire what the server knows', async ({ request }) => {
  const username = newName();
  const account = { username, password: PASSWORD, time_zone: 'UTC', locale: 'en' };
  expect((await request.post('/api/v1/accounts', { data: account })).status()).toBe(201);
  const session = await request.post('/api/v1/sessions', {
    data: { username, password: PASSWORD },
  });
  const { access_token } = (await session.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${access_token}` };
  const answer = await request.get('/api/v1/questionnaires', { headers });
  const { items } = (await answer.json()) as { items: unknown[] };
  expect(items).toHaveLength(QUESTIONNAIRES.length);
  for (const [n, known] of QUESTIONNAIRES.entries()) expect(items[n]).toMatchObject({ ...known });
});
