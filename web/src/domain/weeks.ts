/** Calendar weeks of a daily series, for tables too long to be read by day. */
import { dayFromNumber, dayNumber, type Day } from './day.ts';
import type { DayValue } from './trends.ts';

export interface Week {
  /** Its Monday, as ISO 8601 has it. */
  from: Day;
  /** Mean of the means of its days: one day with many check-ins weighs no more than another. */
  mean: number;
  check_ins: number;
  /** The observed days, in the order of the series. At least one. */
  days: readonly DayValue[];
}

/** 1970-01-01, day 0, was a Thursday. */
const mondayOf = (day: number) => day - ((((day + 3) % 7) + 7) % 7);

/** The weeks with at least one observed day, in the order in which `days` come. */
export function byWeek(days: readonly DayValue[]): Week[] {
  const weeks = new Map<number, DayValue[]>();
  for (const day of days) {
    const monday = mondayOf(dayNumber(day.date));
    const week = weeks.get(monday);
    if (week) week.push(day);
    else weeks.set(monday, [day]);
  }
  return [...weeks].map(([monday, own]) => ({
    from: dayFromNumber(monday),
    mean: own.reduce((sum, day) => sum + day.mean, 0) / own.length,
    check_ins: own.reduce((sum, day) => sum + day.check_ins, 0),
    days: own,
  }));
}
