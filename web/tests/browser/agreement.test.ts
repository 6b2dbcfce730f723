/**
 * The page behind a link shows the figures that the server answers, each in its place. `tests/agreement.rs` compares
 * that answer with the report on paper and with FHIR.
 */
import { expect, test, type APIRequestContext, type Locator } from '@playwright/test';
import type { Sureness } from '#domain/relief.ts';
import type { SharedJournal, SharedSeries } from '#domain/share.ts';
import { clinicPage } from './clinician.ts';
import { DATA, demo } from './demo.ts';

const API = '/api/v1';
const PARTS = ['notes', 'doses', 'side_effects', 'self_harm', 'questionnaires'];
const LEVELS = {
  clear: 'Clear',
  likely: 'Likely',
  unclear: 'Unclear',
  clearly_worse: 'Clearly worse',
};

/** The same on the first screen, after its day. */
const VERDICTS: Record<string, string> = {
  Clear: 'clear.',
  Likely: 'perhaps better than before.',
  Unclear: 'no improvement can be told from ordinary ups and downs.',
  'Clearly worse': 'clearly worse.',
};

/** A link to everything of the demo's patient, and what the server answers to it. */
async function everything(request: APIRequestContext) {
  const opened = await request.post(`${API}/sessions`, { data: demo() });
  const { access_token } = (await opened.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${access_token}` };
  const account = await request.get(`${API}/account`, { headers });
  const { measures } = (await account.json()) as { measures: string[] };
  const include = Object.fromEntries(PARTS.map((part) => [part, true]));
  const data = { label: 'Dr Weber', measures, include };
  const made = await request.post(`${API}/shares`, { headers, data });
  const { url, token } = (await made.json()) as { url: string; token: string };
  const read = await request.get(`${API}/shared`, { headers: { authorization: `Share ${token}` } });
  return { link: url, journal: (await read.json()) as SharedJournal };
}

/** A figure as the page writes it: one decimal at most, a half away from zero. */
const shown = (figure: number, digits = 1) =>
  new Intl.NumberFormat('en-GB', { maximumFractionDigits: digits })
    .format(figure + Math.sign(figure) * 1e-9)
    .replace('-0', '0');

const inWords = (day: string) =>
  new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(`${day.slice(0, 10)}T00:00Z`));

const textOf = async (place: Locator) =>
  (await place.innerText()).replaceAll('\u2060', '').replaceAll(/\s+/g, ' ');

/** The numbers of a text in their order. */
const numbers = (text: string) =>
  [...text.matchAll(/[−-]?\d+(?:\.\d+)?/g)].map(([number]) => number.replace('−', '-'));

const figuresOf = ({ points, lower, upper }: Sureness) =>
  [points, lower, upper].map((figure) => shown(figure));

type Known<T> = Exclude<T, { reason: unknown } | undefined>;

const present = <T>(figure: T): figure is Known<T> =>
  figure !== undefined && !(typeof figure === 'object' && figure !== null && 'reason' in figure);

const levelOf = (series: SharedSeries, course: number) => {
  const level = series.glance.courses[course]?.level;
  return typeof level === 'string' ? LEVELS[level] : undefined;
};

test('the first screen, what is said of each question and the response to each treatment are as the server answers', async ({
  request,
  browser,
}) => {
  test.skip(!DATA, 'the server was started by someone else');
  const { link, journal } = await everything(request);
  const clinic = await clinicPage(browser);
  await clinic.goto(link);
  const main = journal.series.find(({ id }) => id === journal.main);
  const selfHarm = journal.self_harm;
  const { highest_blood_pressure: highest, given, treatments, at } = journal;
  const latest = treatments.at(-1);
  if (!main || !selfHarm?.latest || !selfHarm.worst || !highest || !latest)
    throw new Error('the demo has less than it should');

  // Where things stand.
  const first = clinic
    .locator('section')
    .filter({ has: clinic.getByRole('heading', { name: 'Where things stand' }) });
  await expect(first).toBeVisible();
  const said = await textOf(first);
  const days = Math.floor((Date.parse(at) - Date.parse(latest.at)) / 86_400_000);
  expect(said).toContain(`${days} days since the last treatment.`);
  const { week } = main.relief.now;
  if (!present(week) || !present(week.baseline)) throw new Error('the demo has no latest week');
  expect(said).toContain(
    `The last seven days: ${shown(week.mean)} on average; before treatment ${shown(week.mean + week.baseline.points)}.`,
  );

  // Thoughts of self-harm.
  const { last_seven: last, seven_before: before, until } = selfHarm;
  if (!present(last) || !present(before)) throw new Error('the demo has too few days');
  for (const line of [
    `Latest: ${selfHarm.latest.score} of 10, on `,
    `Worst of the 14 days up to ${inWords(until)}: ${selfHarm.worst.score}, on `,
    `(${selfHarm.days} of 14 days have a score)`,
    `The last seven of them: ${shown(last.mean)} on average; the seven before: ${shown(before.mean)}.`,
    `${highest.systolic}/${highest.diastolic} mmHg, on ${inWords(highest.local_date)}`,
    `the last on ${inWords(latest.local_date)}`,
  ])
    expect(said).toContain(line);
  for (const { treatments: count, doses } of given) {
    if (!doses) throw new Error('doses were ticked');
    const { lowest, highest, unit } = doses;
    expect(said).toContain(`${count} × Ketamine, Infusion (IV), ${lowest}–${highest} ${unit}`);
  }
  // Whether it worked and how sure: of the latest course that can be judged, by its day.
  const { verdict } = main.glance;
  const course = main.relief.courses[verdict?.course ?? -1];
  if (!verdict || !course || !present(course.certainty)) throw new Error('the demo has no verdict');
  expect(
    main.relief.courses.slice(verdict.course + 1).filter((one) => present(one.certainty)),
  ).toEqual([]);
  expect(said).toContain(
    `After ${verdict.treatments > 1 ? `${verdict.treatments} treatments, ${inWords(verdict.from)} to ` : ''}${inWords(verdict.to)}: ${VERDICTS[levelOf(main, verdict.course) ?? '']}`,
  );
  if (levelOf(main, verdict.course) === LEVELS.clear) {
    const [points, lower, upper] = figuresOf(course.certainty);
    expect(said).toContain(`Better by ${points} points (95% interval ${lower} to ${upper}).`);
  }
  const { from, to } = main.glance.relief_days ?? {};
  if (from === undefined || to === undefined) throw new Error('the demo has no median');
  expect(said).toContain(`Relief lasted: Median ${shown(from, 0)}–${shown(to, 0)} days.`);

  // Each question at a glance, in the order of the answer.
  const glance = clinic
    .locator('section')
    .filter({ has: clinic.getByRole('heading', { name: 'At a glance' }) })
    .locator('tbody tr');
  await expect(glance).toHaveCount(journal.series.length);
  for (const [index, series] of journal.series.entries()) {
    const sure = await textOf(glance.nth(index).locator('td.sure span').first());
    const [whole] = series.relief.courses;
    if (!whole || !present(whole.certainty)) throw new Error(`${series.id} has no course`);
    expect(numbers(sure), series.id).toEqual(figuresOf(whole.certainty));
    expect(sure).toContain(levelOf(series, 0));
    const { lost, treatments: followed } = series.relief.relief_curve;
    if (series.relief.summary.stated)
      expect(
        numbers(await textOf(glance.nth(index).locator('td.relief small'))).slice(0, 2),
      ).toEqual([String(followed), String(lost)]);
  }

  // The response to each treatment, the newest first.
  const rows = clinic
    .locator('section')
    .filter({ has: clinic.getByRole('heading', { name: 'Treatments', exact: true }) })
    .locator('tbody tr');
  await expect(rows).toHaveCount(treatments.length);
  for (const [index, treatment] of [...treatments].reverse().entries()) {
    const row = rows.nth(index);
    const outcome = main.relief.treatments.find(({ id }) => id === treatment.id);
    const own = main.relief.courses[outcome?.course ?? -1];
    if (!outcome || !own || !present(own.certainty)) throw new Error('each is in a course');
    await expect(row.locator('th')).toContainText(inWords(treatment.local_date));
    await expect(row).toContainText(`${treatment.dose?.amount} ${treatment.dose?.unit}`);
    const sure = await textOf(row.locator('td.sure'));
    expect(sure).toContain(levelOf(main, outcome.course ?? -1));
    expect(numbers(sure)).toEqual(figuresOf(own.certainty));
    const { before, peak } = treatment.blood_pressure ?? {};
    expect(numbers(await textOf(row.locator('td.pressure')))).toEqual(
      [before, peak].flatMap((one) => [String(one?.systolic), String(one?.diastolic)]),
    );
    const onset = await textOf(row.locator('td.onset'));
    if (present(outcome.onset) && own.stated)
      expect(numbers(onset)).toContain(shown(outcome.onset.hours, 0));
  }
});
