/** The daily series of one measure, from the check-ins on this device. */
import { dayNumber, dayOf, type Day } from './day.ts';
import type { CheckIn } from './records.ts';

export interface DayValue {
  date: Day;
  mean: number;
  min: number;
  max: number;
  check_ins: number;
  /** Mean of the observed days among this one and the six before; absent below three of them. */
  seven_day_mean?: number;
}

const WINDOW_DAYS = 7;
const FEWEST_DAYS = 3;

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Only observed days, in order; a missing day is never filled. */
export function dailySeries(checkIns: readonly CheckIn[], measure: string): DayValue[] {
  const byDay = new Map<Day, number[]>();
  for (const checkIn of checkIns) {
    const score = checkIn.scores[measure];
    if (score === undefined) continue;
    const day = dayOf(checkIn);
    const scores = byDay.get(day);
    if (scores) scores.push(score);
    else byDay.set(day, [score]);
  }
  const days = [...byDay]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, scores]) => of(date, scores));
  return withSevenDayMean(days);
}

function of(date: Day, scores: number[]): DayValue {
  return {
    date,
    mean: mean(scores),
    min: Math.min(...scores),
    max: Math.max(...scores),
    check_ins: scores.length,
  };
}

function withSevenDayMean(days: DayValue[]): DayValue[] {
  let first = 0;
  return days.map((day, index) => {
    const earliest = dayNumber(day.date) - WINDOW_DAYS;
    while (dayNumber(days[first]?.date ?? day.date) <= earliest) first++;
    const window = days.slice(first, index + 1).map((observed) => observed.mean);
    return window.length < FEWEST_DAYS ? day : { ...day, seven_day_mean: mean(window) };
  });
}
