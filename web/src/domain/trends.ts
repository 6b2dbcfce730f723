/** The daily series of one measure, from the check-ins on this device. */
import { dayNumber, dayOf, type Day, type Instant } from './day.ts';
import type { CheckIn } from './records.ts';
import type { Told } from './told.ts';

/**
 * `seven_day_mean`: of the observed days among this one and the six before, without the check-ins before the last
 * treatment. Absent below three days; where a treatment was given on one of the seven, one is enough.
 * `starts_anew`: a treatment lies between it and the one before it, and no line joins the two.
 */
export type DayValue = Told<'TrendDay'>;

const WINDOW_DAYS = 7;
const FEWEST_DAYS = 3;

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

interface Start {
  day: Day;
  ms: number;
}

/** How many treatments started before: it numbers the stretches between them. */
type Stretch = number;

interface Observed {
  day: DayValue;
  number: number;
  /** The mean of its scores in each stretch: between the same two treatments. */
  means: ReadonlyMap<Stretch, number>;
  /** The latest of these stretches; absent where nobody knows. */
  stretch: Stretch | undefined;
}

/**
 * Only observed days, in order; a missing day is never filled. `treatments` are the starts of those that
 * took place: the seven-day mean starts anew at each, so that it shows a fall at once.
 */
export function dailySeries(
  checkIns: readonly CheckIn[],
  measure: string,
  treatments: readonly Instant[],
): DayValue[] {
  const starts = treatments
    .map((at) => ({ day: dayOf({ at }), ms: Date.parse(at) }))
    .sort((a, b) => a.ms - b.ms);
  const byDay = new Map<Day, { score: number; stretch: Stretch | undefined }[]>();
  for (const checkIn of checkIns) {
    const score = checkIn.scores[measure];
    if (score === undefined) continue;
    const scored = { score, stretch: stretchOf(checkIn, starts) };
    const day = dayOf(checkIn);
    const scores = byDay.get(day);
    if (scores) scores.push(scored);
    else byDay.set(day, [scored]);
  }
  const days = [...byDay].sort(([a], [b]) => (a < b ? -1 : 1));
  return withSevenDayMean(
    days.map(([date, scored]) => observed(date, scored)),
    starts,
  );
}

/** A check-in of which only the day is known is on neither side of a treatment of that day. */
function stretchOf(checkIn: CheckIn, starts: readonly Start[]): Stretch | undefined {
  const { at } = checkIn;
  if (at) {
    const ms = Date.parse(at);
    return starts.filter((start) => start.ms < ms).length;
  }
  const day = dayOf(checkIn);
  if (starts.some((start) => start.day === day)) return undefined;
  return starts.filter((start) => start.day < day).length;
}

function observed(
  date: Day,
  scored: readonly { score: number; stretch: Stretch | undefined }[],
): Observed {
  const byStretch = new Map<Stretch, number[]>();
  for (const { score, stretch } of scored) {
    if (stretch !== undefined) byStretch.set(stretch, [...(byStretch.get(stretch) ?? []), score]);
  }
  const scores = scored.map(({ score }) => score);
  return {
    day: {
      date,
      mean: mean(scores),
      min: Math.min(...scores),
      max: Math.max(...scores),
      check_ins: scores.length,
    },
    number: dayNumber(date),
    means: new Map([...byStretch].map(([stretch, own]) => [stretch, mean(own)])),
    stretch: byStretch.size > 0 ? Math.max(...byStretch.keys()) : undefined,
  };
}

function withSevenDayMean(days: readonly Observed[], starts: readonly Start[]): DayValue[] {
  let first = 0;
  let last: Stretch | undefined;
  return days.map(({ day, number, stretch }, index) => {
    while ((days[first]?.number ?? number) <= number - WINDOW_DAYS) first++;
    if (stretch === undefined) return day;
    const means = days.slice(first, index + 1).flatMap((other) => other.means.get(stretch) ?? []);
    const treatment = starts[stretch - 1];
    const cut = treatment && dayNumber(treatment.day) > number - WINDOW_DAYS;
    if (!cut && means.length < FEWEST_DAYS) return day;
    const anew = last !== undefined && last !== stretch;
    last = stretch;
    return { ...day, seven_day_mean: mean(means), ...(anew && { starts_anew: true }) };
  });
}
