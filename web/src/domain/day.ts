/** Local calendar days (`2026-03-10`) and instants that keep the offset at which they were made. */

/** A local calendar date, ISO 8601. It is read from the record and never recomputed. */
export type Day = string;

/** RFC 3339 with offset, e.g. `2026-03-10T20:00:00+01:00`. */
export type Instant = string;

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

const two = (n: number) => String(Math.trunc(n)).padStart(2, '0');

/**
 * `date` as the clock on this device's wall shows it, with its offset.
 * Throws a RangeError when `date` is no date, or one that RFC 3339 has no place for.
 */
export function instantOf(date: Date): Instant {
  const year = date.getFullYear();
  if (!(year >= 0 && year <= 9999)) throw new RangeError('not a date that can be written down');
  return `${dayOfDate(date)}T${timeOfDate(date)}:${two(date.getSeconds())}${offsetText(-date.getTimezoneOffset())}`;
}

/** `+09:00` for 540 minutes. */
export function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
}

/** The minutes by which the wall clock was ahead of UTC where the record was made. */
export function offsetOf(at: Instant): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(at) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) || 0;
}

export function dayOfDate(date: Date): Day {
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** `20:00`, the local time of day. */
export function timeOfDate(date: Date): string {
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The instant at which this device's wall clock shows `time` on `day`. */
export function instantAt(day: Day, time: string): Instant {
  return instantOf(new Date(`${day}T${time}`));
}

/** Whether this device's clock showed the same at that instant as where the record was made. */
export function madeHere(at: Instant): boolean {
  return -new Date(at).getTimezoneOffset() === offsetOf(at);
}

/** The local day of something made at an instant, or known by its day alone. */
export function dayOf(timed: { at?: Instant | undefined; date?: Day | undefined }): Day {
  return timed.at?.slice(0, 10) ?? timed.date ?? '';
}

/** `HH:MM` as the wall clock showed it where the record was made. */
export function timeOf(at: Instant): string {
  return at.slice(11, 16);
}

/**
 * When something happened in the system, as this device's clock showed it. The server tells such an
 * instant in UTC: it was made by no record, and has no offset of its own.
 */
export function onThisClock(instant: string): Instant {
  return instantOf(new Date(instant));
}

/** Milliseconds since the epoch; a bare day counts as noon. */
export function msOf(timed: { at?: Instant | undefined; date?: Day | undefined }): number {
  return timed.at ? Date.parse(timed.at) : Date.parse(`${timed.date}T12:00:00`);
}

/** The day's number on a line of days, the same in every time zone. */
export function dayNumber(day: Day): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY);
}

export function dayFromNumber(n: number): Day {
  return new Date(n * DAY).toISOString().slice(0, 10);
}

export function addDays(day: Day, days: number): Day {
  return dayFromNumber(dayNumber(day) + days);
}
