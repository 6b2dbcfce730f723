/**
 * The rule of time: a record is shown, edited and counted in the offset it was made with; the
 * device's zone is only for what is being made now. Every form holds a `When`, and `timedAs` alone
 * makes the `at` or `date` of a record out of it.
 */
import {
  dayNumber,
  dayOf,
  dayOfDate,
  instantAt,
  instantOf,
  madeHere,
  msOf,
  offsetOf,
  offsetText,
  timeOf,
  timeOfDate,
  type Day,
  type Instant,
} from './day.ts';

/** When a record was made: an instant, or a day whose time is not known. */
export interface Timed {
  at?: Instant;
  date?: Day;
}

/** What a form knows of the time of its record. */
export interface When {
  /** The moment of saving, until another time is given. */
  now: boolean;
  /** Empty while there is nothing in the field. */
  day: Day;
  time: string;
  /** The time of day is not known. */
  dayOnly: boolean;
  /** What the form began with: left untouched, it is kept to the second. */
  was?: Timed;
}

/** The time of a record that is being made now. */
export function whenNow(now: Date): When {
  return { now: true, day: dayOfDate(now), time: timeOfDate(now), dayOnly: false };
}

/** The time of a record that was made before. */
export function whenOf({ at, date }: Timed, now: Date): When {
  return {
    now: false,
    day: dayOf({ at, date }),
    time: at ? timeOf(at) : timeOfDate(now),
    dayOnly: at === undefined,
    was: at ? { at } : { ...(date && { date }) },
  };
}

/**
 * The `at` or `date` that a record gets: what is untouched stays, a corrected time keeps the offset
 * of the record, a new one has this device's. Throws a RangeError when a day or time is missing
 * (`faultOf`).
 */
export function timedAs(when: When, now: Date): Timed {
  if (when.dayOnly && isDay(when.day)) return { date: when.day };
  if (when.now) return { at: instantOf(now) };
  const at = when.was?.at;
  if (!at || !isWhole(when)) return { at: instantAt(when.day, when.time) };
  if (isUntouched(when, at)) return { at };
  // What lies ahead and was planned here is moved on this device's clock, over its clock changes.
  const ahead = msOf({ at }) > now.getTime() && madeHere(at);
  return {
    at: ahead
      ? instantAt(when.day, when.time)
      : `${when.day}T${when.time}:00${offsetText(offsetOf(at))}`,
  };
}

const isUntouched = ({ day, time }: When, at: Instant) =>
  dayOf({ at }) === day && timeOf(at) === time;

export type WhenFault = 'day' | 'time' | 'ahead';

/**
 * What is missing or cannot be: no day, no time, or, where the record tells of what was, a time
 * that has not come yet. What the record had before is never a fault.
 */
export function faultOf(when: When, now: Date, mayLieAhead = false): WhenFault | undefined {
  if (when.now && !when.dayOnly) return undefined;
  if (!isDay(when.day)) return 'day';
  if (!when.dayOnly && !isWhole(when)) return 'time';
  if (mayLieAhead || isAsItWas(when)) return undefined;
  const ahead = when.dayOnly ? when.day > dayOfDate(now) : msOf(timedAs(when, now)) > now.getTime();
  return ahead ? 'ahead' : undefined;
}

const isDay = (day: string) => /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(dayNumber(day));

const isWhole = ({ day, time }: When) => isDay(day) && /^\d\d:\d\d$/.test(time);

const isAsItWas = (when: When) =>
  when.dayOnly
    ? when.was?.date === when.day
    : when.was?.at !== undefined && isUntouched(when, when.was.at);

const FIRST_USUAL_YEAR = 1990;

/** The year, where it is more likely a slip than meant: before 1990, or more than one ahead. */
export function unlikelyYear(when: When, now: Date): number | undefined {
  if (when.now || isAsItWas(when)) return undefined;
  const year = Number(when.day.slice(0, 4));
  return year < FIRST_USUAL_YEAR || year > now.getFullYear() + 1 ? year : undefined;
}

const FRESH_MS = 30 * 60_000;

/** Whether what was typed last at `typed` no longer speaks of now: 30 minutes ago, or another day. */
export function isOld(typed: Instant, now: Date): boolean {
  const at = new Date(typed);
  return now.getTime() - at.getTime() > FRESH_MS || dayOfDate(at) !== dayOfDate(now);
}
