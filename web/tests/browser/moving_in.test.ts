import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { signUp, synced } from './patient.ts';

const HEADER = 'full_date,date,weekday,time,mood,activities,note_title,note\n';
const DAYLIO =
  HEADER +
  '2026-03-08,March 8,Sunday,20:15,rad,walk | friends,A good day,by the sea\n' +
  '2026-03-07,March 7,Saturday,08:30,so so,,,\n';

const csv = (name: string, text: string) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});

async function pick(page: Page, file: ReturnType<typeof csv>) {
  await page.getByLabel('Choose a file').setInputFiles(file);
}

const bring = (page: Page) => page.getByRole('button', { name: 'Bring it in' });
const look = (page: Page) => page.getByRole('button', { name: 'Look at it first' });

test('a journal of Daylio with a mood of one’s own is shown first, then brought in, once', async ({
  page,
}) => {
  const written: string[] = [];
  page.on('request', (request) => {
    if (/\/imports\?/.test(request.url())) written.push(request.url());
  });
  await signUp(page);
  await page.goto('/settings');
  await page.getByRole('link', { name: 'Bring an older journal' }).click();
  await pick(page, csv('export.csv', DAYLIO));
  await expect(page.getByRole('radio', { name: 'Another app' })).toBeChecked();
  await look(page).click();
  await expect(page.getByText('Mood (Daylio), 1 to 5')).toBeVisible();
  await expect(page.getByText('Known already: rad 5.')).toBeVisible();
  await expect(page.getByText('Please say for each mood how good it is.')).toBeVisible();
  await expect(bring(page)).toBeDisabled();
  await page.getByRole('group', { name: 'so so' }).getByRole('radio', { name: '3' }).check();
  for (const button of await page.getByRole('radio').all()) {
    const box = await button.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
  }
  await expect(page.getByText('2 check-ins, from 7 March 2026 to 8 March 2026.')).toBeVisible();
  await expect(page.getByText('Nothing has been added yet.')).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  expect(written).toEqual([]);

  await bring(page).click();
  await expect(page.getByText('3 entries were added. 0 were there already.')).toBeVisible();
  await synced(page);
  // It is not asked about, and can be looked at all the same.
  await page.getByRole('link', { name: /^Timeline\s*Mood \(Daylio\)/ }).click();
  await expect(page.getByRole('heading', { name: 'Mood (Daylio)' })).toBeVisible();
  await expect(page.locator('figure svg .dots').first()).toHaveAttribute('d', /h0/);
  await page.goto('/day/2026-03-07');
  await expect(page.getByRole('definition').filter({ hasText: '3' })).toBeVisible();

  await page.goto('/settings/import');
  await pick(page, csv('export.csv', DAYLIO));
  await look(page).click();
  await page.getByRole('group', { name: 'so so' }).getByRole('radio', { name: '3' }).check();
  await bring(page).click();
  await expect(page.getByText('0 entries were added. 3 were there already.')).toBeVisible();
});

test('a bad file names its first ten lines, and nothing of it is added', async ({ page }) => {
  await signUp(page);
  await page.goto('/settings/import');
  const bad = Array.from({ length: 13 }, () => 'some day,March,Sunday,20:15,rad,,,\n').join('');
  await pick(page, csv('my_daylio.csv', DAYLIO + bad));
  await look(page).click();
  await expect(page.getByText('This file cannot be read. Nothing was added.')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: /^Line \d+: / })).toHaveCount(10);
  await expect(page.getByText(/^Line 4: /)).toBeVisible();
  await expect(page.getByText('and 3 more')).toBeVisible();
  await page.goto('/day/2026-03-08');
  await expect(page.getByText('No entries on this day.')).toBeVisible();
});

test('Afterglow’s own file is brought in at once, and without a network the page says so', async ({
  page,
  context,
}) => {
  await signUp(page);
  await page.goto('/settings/import');
  const own = 'at,kind,measure,value,note\n2026-03-10T20:00:00+01:00,check_in,low_mood,5,\n';
  await pick(page, csv('journal.csv', own));
  await expect(page.getByRole('radio', { name: 'Afterglow' })).toBeChecked();
  await context.setOffline(true);
  await bring(page).click();
  await expect(page.getByText('Afterglow cannot be reached just now')).toBeVisible();
  await context.setOffline(false);
  await bring(page).click();
  await expect(page.getByText('1 entry was added.')).toBeVisible();
});

const TABLE =
  'Day;Mood;Sadness;Pain;Diary;Weather\n' +
  '05/03/2026;4;2;7;went for a walk;sun\n' +
  '06/03/2026;2;4;9;;rain\n';

test('a table of one’s own is told column by column, shown as it will be, then brought in', async ({
  page,
}) => {
  const written: string[] = [];
  page.on('request', (request) => {
    if (/\/imports\?/.test(request.url())) written.push(request.url());
  });
  await signUp(page);
  await page.goto('/settings/import');
  await pick(page, csv('diary.csv', TABLE));
  await expect(page.getByRole('radio', { name: 'Another app' })).toBeChecked();
  await look(page).click();
  const column = (name: string) => page.getByRole('region', { name, exact: true });
  await expect(column('Mood').getByLabel('It is')).toHaveValue('score');
  await expect(column('Mood').getByRole('radio', { name: 'better' })).toBeChecked();
  await expect(column('Pain').getByLabel('Keep it as')).toHaveValue('pain');
  await expect(column('Diary').getByLabel('It is')).toHaveValue('note');
  await expect(column('Weather').getByLabel('It is')).toHaveValue('ignore');
  await expect(page.getByText('Still to be chosen: Day and Sadness.')).toBeVisible();
  await expect(bring(page)).toBeHidden();

  await column('Day').getByRole('radio', { name: 'The day' }).check();
  await column('Sadness').getByRole('radio', { name: 'worse' }).check();
  await expect(page.getByText('2 check-ins, from 5 March 2026 to 6 March 2026.')).toBeVisible();
  const first = page.getByRole('listitem').filter({ hasText: '5 March 2026' });
  await expect(first).toContainText('went for a walk');
  await expect(first.getByRole('definition')).toHaveText(['4', '2', '7'], { useInnerText: true });

  // The same figures, the month first.
  await column('Day').getByRole('radio', { name: 'The month' }).check();
  await expect(page.getByText('2 check-ins, from 3 May 2026 to 3 June 2026.')).toBeVisible();
  await column('Day').getByRole('radio', { name: 'The day' }).check();
  await column('Mood').getByLabel('To', { exact: true }).fill('3');
  await column('Mood').getByLabel('To', { exact: true }).blur();
  await expect(page.getByText('Line 2: Mood: Please use a number from 1 to 3.')).toBeVisible();
  await expect(bring(page)).toBeHidden();
  await column('Mood').getByLabel('To', { exact: true }).fill('5');
  await column('Mood').getByLabel('To', { exact: true }).blur();
  await expect(page.getByText('Weather (2)')).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  expect(written).toEqual([]);

  await bring(page).click();
  await expect(page.getByText('4 entries were added. 0 were there already.')).toBeVisible();
  await synced(page);
  await page.goto('/day/2026-03-05');
  await expect(page.getByText('went for a walk')).toBeVisible();
});
