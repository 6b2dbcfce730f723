/** What a clinician looks for first, in words: the server has found the figures. */
import { m } from '#messages';
import { dayOf, type Day } from '#domain/day.ts';
import { present } from '#domain/relief.ts';
import type { Given, Lately, SharedJournal, SharedSeries } from '#domain/share.ts';
import { listedDay, numberText } from '#parts/format.ts';
import { medicineText, routeText } from '#parts/record_text.ts';
import { certaintyPoints, levelText } from '#parts/relief_text.ts';
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

/** Whether it worked, of one measure: first how sure that is, and by how many points where it is stated. */
export function responseText(series: SharedSeries): string[] {
  const { onset, relief } = glance(series);
  const lasted = relief.main === '–' ? '' : relief.main;
  return [
    sureText(series),
    onset.main,
    onset.more,
    lasted && m.labelled({ name: m.shared_relief(), text: lasted }),
    relief.more,
  ]
    .filter((text) => text !== undefined)
    .filter((text) => text !== '' && text !== '–')
    .map((text) => (/[.!?]$/.test(text) ? text : `${text}.`));
}

/** How sure it is of the course that the headline rests on. */
function sureText({ relief, glance: { said_of, courses } }: SharedSeries): string {
  if (said_of === undefined) return '';
  const [said, course] = [courses[said_of], relief.courses[said_of]];
  if (!said || !course) return '';
  const level = m.labelled({ name: m.shared_sure(), text: levelText(said.level) });
  if (!course.stated || !present(course.certainty)) return level;
  return `${level.replace(/\.$/, '')}. ${certaintyPoints(course.certainty)}`;
}

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
