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
  await expect(page.getByText('Mood (Daylio): 1 to 5. Higher is better.')).toBeVisible();
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
  'Day;Mood;Gloom;Pain;Diary;Weather\n' +
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
  await expect(page.getByText('Still to be chosen: Day and Gloom.')).toBeVisible();
  await expect(bring(page)).toBeHidden();

  await column('Day').getByRole('radio', { name: 'The day' }).check();
  await column('Gloom').getByRole('radio', { name: 'worse' }).check();
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

const EVENING = (note: string) => `2026-03-08,March 8,Sunday,20:15,rad,,,${note}\n`;
const MORNING = (note: string) => `2026-03-08,March 8,Sunday,08:15,bad,,,${note}\n`;

test('of entries that were changed in the other app each becomes what is chosen for it', async ({
  page,
}) => {
  await signUp(page);
  await page.goto('/settings/import');
  await pick(page, csv('1.csv', HEADER + EVENING('by the sea') + MORNING('rain')));
  await look(page).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Check-ins: 2 new' })).toBeVisible();
  await bring(page).click();
  await expect(page.getByText('3 entries were added.')).toBeVisible();
  await synced(page);

  await pick(page, csv('2.csv', HEADER + EVENING('by the lake') + MORNING('snow')));
  await look(page).click();
  const counts = page.getByRole('listitem').filter({ hasText: /^Check-ins: / });
  await expect(counts).toContainText('2 left as in your journal');
  await page.getByText('Choose for each of them').click();
  const entry = page.getByRole('listitem').filter({ hasText: 'by the lake' }).first();
  await expect(entry).toContainText('by the sea');
  await entry.getByRole('radio', { name: 'Replace with the file’s' }).check();
  await expect(counts).toContainText('1 brought up to date and 1 left as in your journal');
  const other = page.getByRole('listitem').filter({ hasText: 'snow' }).first();
  await other.getByRole('radio', { name: 'Keep both' }).check();
  await expect(counts).toContainText('1 new and 1 brought up to date');
  for (const button of await page.getByRole('radio').all()) {
    const box = await button.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
  }
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await expect(bring(page)).toBeEnabled();
  await bring(page).click();
  await expect(page.getByText('1 entry was added.')).toBeVisible();
  await synced(page);
  await page.goto('/day/2026-03-08');
  for (const note of ['by the lake', 'rain', 'snow'])
    await expect(page.getByText(note, { exact: true })).toBeVisible();
  await expect(page.getByText('by the sea')).toBeHidden();
});

const CLINIC = (word: string) =>
  'Our clinic\n\nat,medicine,way,mg,tired,valence\n' +
  `1767640500,Ketamine,infusion,40,,\n1767726900,,,,${word},-0.5\n`;

test('a table with treatments, words and seconds is sent once, and its columns are remembered', async ({
  page,
}) => {
  const sent: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (/\/imports/.test(request.url())) sent.push(request.headers()['content-type']);
  });
  await signUp(page);
  await page.goto('/settings/import');
  const column = (name: string) => page.getByRole('region', { name, exact: true });
  const is = (name: string) => column(name).getByLabel('It is');
  await pick(page, csv('clinic.csv', CLINIC('very')));
  await look(page).click();
  await expect(page.getByLabel('The line that names the columns')).toHaveValue('3');
  await expect(page.getByText('Still to be chosen: at', { exact: false })).toBeVisible();
  await column('at').getByRole('radio', { name: 'The clock on the wall' }).check();
  for (const [name, part] of [
    ['medicine', 'medicine'],
    ['way', 'route'],
    ['mg', 'dose'],
  ] as const) {
    await is(name).selectOption('treatment');
    await column(name).getByLabel('Which part?').selectOption(part);
  }
  await is('tired').selectOption('score');
  await column('tired').getByLabel('Keep it as').selectOption('fatigue');
  await column('tired').getByLabel('very').fill('8');
  await column('tired').getByLabel('very').blur();
  await is('valence').selectOption('score');
  await column('valence').getByText('Convert the numbers').click();
  for (const [label, figure] of [
    ['Multiply by', '50'],
    ['Then add', '50'],
    ['From', '0'],
    ['To', '100'],
  ] as const) {
    await column('valence').getByLabel(label, { exact: true }).fill(figure);
    await column('valence').getByLabel(label, { exact: true }).blur();
  }
  await column('valence').getByRole('radio', { name: 'better' }).check();
  await expect(
    page.getByText('Sessions: 1 new').or(page.getByText('Treatments: 1 new')),
  ).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: '25' })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await bring(page).click();
  await expect(page.getByText('3 entries were added.')).toBeVisible();
  expect(sent.length).toBeGreaterThan(1);
  expect(sent.filter((type) => type === 'application/octet-stream')).toHaveLength(1);
  await synced(page);

  // The next file of that kind asks for the words alone: they are nowhere kept.
  await pick(page, csv('clinic.csv', CLINIC('barely')));
  await look(page).click();
  await expect(page.getByText('This is what you said last time')).toBeVisible();
  await expect(is('way')).toHaveValue('treatment');
  await expect(page.getByText('Still to be chosen: tired.')).toBeVisible();
  await column('tired').getByLabel('barely').fill('2');
  await column('tired').getByLabel('barely').blur();
  await expect(page.getByText('Treatments: 1 there already')).toBeVisible();
});

const GIVEN =
  'Date,Time,Medicine,Route,Dose,Unit,BP\n' +
  '2026-01-05,10:00,Ketamine,IV,40,mg,120/80\n2026-01-12,10:00,Ketamine,IM,0.5,mg/kg,122/81\n';
const LONG = 'date;measure;value\n2026-01-05;Run;6\n2026-01-05;Mood;4\n';

test('treatments and readings are proposed as what they are, and what no name tells is asked', async ({
  page,
}) => {
  await signUp(page);
  await page.goto('/settings/import');
  const column = (name: string) => page.getByRole('region', { name, exact: true });
  await pick(page, csv('given.csv', GIVEN));
  await look(page).click();
  await expect(column('Unit').getByLabel('Which part?')).toHaveValue('dose_unit');
  await expect(page.getByText('Treatments: 2 new')).toBeVisible();
  await expect(
    page.getByText('2 treatments, from 5 January 2026 to 12 January 2026.'),
  ).toBeVisible();
  await expect(page.getByText(/\d check-in/)).toHaveCount(0);
  // Without its units, what was 0.5 mg/kg would be half a milligram.
  await column('Unit').getByLabel('It is').selectOption('ignore');
  await expect(page.getByText('Please say whether “Unit” is the unit of the dose.')).toBeVisible();
  await expect(bring(page)).toBeDisabled();
  await column('Unit').getByLabel('It is').selectOption('treatment');
  await column('Unit').getByLabel('Which part?').selectOption('dose_unit');
  await bring(page).click();
  await expect(page.getByText('2 entries were added.')).toBeVisible();

  await pick(page, csv('long.csv', LONG));
  await look(page).click();
  await expect(column('measure').getByLabel('It is')).toHaveValue('reading_name');
  // Each measure has a range of its own, and an end: of all of them there is none.
  await expect(column('value').getByRole('radio')).toHaveCount(0);
  const measure = (name: string) => column('measure').getByRole('group', { name });
  await expect(measure('Mood').getByLabel('To', { exact: true })).toHaveValue('5');
  await expect(measure('Mood').getByRole('combobox')).toHaveValue('higher_is_better');
  await expect(page.getByText('Still to be chosen: measure.')).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await measure('Run').getByRole('combobox').selectOption('higher_is_better');
  await measure('Run').getByLabel('To', { exact: true }).fill('20');
  await measure('Run').getByLabel('To', { exact: true }).blur();
  await expect(page.getByText('Run: 0 to 20. Higher is better.')).toBeVisible();
  await expect(page.getByText('Mood: 1 to 5. Higher is better.')).toBeVisible();
  await expect(page.getByText('2 check-ins, on 5 January 2026.')).toBeVisible();
  await bring(page).click();
  await expect(page.getByText('4 entries were added.')).toBeVisible();
});

const BEARABLE =
  'date,date formatted,weekday,time of day,category,rating/amount,detail,notes\n' +
  '"22nd Jan 2026","2026-01-22","Thursday","10:00","Meds/Supplements","40","Ketamine (mg)",""\n' +
  '"22nd Jan 2026","2026-01-22","Thursday","11:00","Meds/Supplements","400","Ibuprofen (mg)",""\n';

test('ketamine among the medicines of another app becomes a treatment where that is ticked', async ({
  page,
}) => {
  await signUp(page);
  await page.goto('/settings/import');
  await pick(page, csv('bearable.csv', BEARABLE));
  await look(page).click();
  await expect(page.getByText('Events: 2 new')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Ketamine (1)' }).check();
  await expect(page.getByText('Treatments: 1 new')).toBeVisible();
  await expect(page.getByText('Events: 1 new')).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await bring(page).click();
  await expect(page.getByText('2 entries were added.')).toBeVisible();
  await synced(page);
  await page.goto('/treatments');
  await expect(page.getByText('40 mg', { exact: false }).first()).toBeVisible();
});
