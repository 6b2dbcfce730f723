/** What a clinician looks for first, in words: the server has found the figures. */
import { m } from '#messages';
import { dayOf, type Day } from '#domain/day.ts';
import { present, type Level } from '#domain/relief.ts';
import type { Given, Lately, SharedJournal, SharedSeries } from '#domain/share.ts';
import { listedDay, numberText } from '#parts/format.ts';
import { medicineText, routeText } from '#parts/record_text.ts';
import { certaintyPoints } from '#parts/relief_text.ts';
import { glance } from './glance.ts';

/** The latest score, the worst of two weeks, and the last seven days beside those before. */
export function latelyText(lately: Lately, max: number): string[] {
  const { latest, worst, last_seven: last, seven_before: before, days: count } = lately;
  if (!latest) return [m.lately_none()];
  const until = listedDay(lately.until);
  const first = m.lately_latest({ score: latest.score, max, date: listedDay(dayOf(latest)) });
  if (!worst) return [first, m.lately_no_days({ until })];
  return [
    first,
    m.lately_worst({ until, score: worst.score, date: listedDay(dayOf(worst)), count }),
    present(last) && present(before)
      ? m.lately_trend({ last: numberText(last.mean), before: numberText(before.mean) })
      : m.lately_few(),
  ];
}

/** Whether it worked, of one measure: first of the latest course that can be judged, then of all courses. */
export function responseText(series: SharedSeries): string[] {
  return [verdictText(series), ...furtherTexts(series)].filter(Boolean);
}

const VERDICTS: Record<Level, () => string> = {
  clear: () => m.verdict_clear(),
  likely: () => m.verdict_likely(),
  unclear: () => m.verdict_unclear(),
  clearly_worse: () => m.verdict_worse(),
};

/** After which treatments, how sure it is, and where it is sure by how many points. */
function verdictText({ relief, glance: { verdict, courses } }: SharedSeries): string {
  if (!verdict) return '';
  const course = relief.courses[verdict.course];
  const level = courses[verdict.course]?.level;
  if (!course || typeof level !== 'string' || !present(course.certainty)) return '';
  const { treatments: count, from, to } = verdict;
  const said = VERDICTS[level]();
  const after =
    count < 2
      ? m.verdict_after({ date: listedDay(to), said })
      : m.verdict_after_course({ count, from: listedDay(from), to: listedDay(to), said });
  const isSure = level === 'clear' || level === 'clearly_worse';
  return isSure ? `${after} ${certaintyPoints(course.certainty)}` : after;
}

/** What is said of all stated courses. A headline on a course other than the verdict's would be read as of that one. */
function furtherTexts(series: SharedSeries): string[] {
  const { onset, relief } = glance(series);
  const { headline, courses } = series.relief;
  const { verdict } = series.glance;
  if (headline.says !== 'relief') {
    const isOther = verdict && 'course' in headline && headline.course !== verdict.course;
    return isOther && headline.says !== 'too_early' ? [] : sentences(onset.more);
  }
  const lasted = relief.main === '–' ? '' : relief.main;
  const said = sentences(
    onset.main,
    onset.more,
    lasted && m.labelled({ name: m.shared_relief(), text: lasted }),
    relief.more,
  );
  return courses.length < 2
    ? said
    : [m.labelled({ name: m.shared_all_courses(), text: said.join(' ') })];
}

const sentences = (...texts: (string | undefined)[]): string[] =>
  texts
    .filter((text) => text !== undefined)
    .filter((text) => text !== '' && text !== '–')
    .map((text) => (/[.!?]$/.test(text) ? text : `${text}.`));

export function highestPressureText({
  highest_blood_pressure: highest,
}: Pick<SharedJournal, 'highest_blood_pressure'>): string {
  if (!highest) return m.pressure_none();
  const pressure = `${highest.systolic}/${highest.diastolic}`;
  return m.pressure_highest_on({ pressure, date: listedDay(highest.local_date) });
}

/** What was given how often, with the doses where they are shared, and the day of the last treatment. */
export function givenText(given: readonly Given[], last: Day): string {
  return m.shared_given_last({ each: given.map(oneGiven).join('; '), date: listedDay(last) });
}

function oneGiven({ medicine, route, treatments, doses }: Given): string {
  const what = [medicineText(medicine), routeText(route), doses ? dosesText(doses) : ''];
  return `${treatments}\u00a0×\u00a0${what.filter(Boolean).join(', ')}`;
}

function dosesText({ lowest, highest, unit }: NonNullable<Given['doses']>): string {
  const [low, high] = [numberText(lowest, 3), numberText(highest, 3)];
  return `${low === high ? low : `${low}\u2060–\u2060${high}`}\u00a0${unit}`;
}
