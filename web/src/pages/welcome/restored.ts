/** On which day the server went back to an earlier state, in words. */
import { dayOfDate } from '#domain/day.ts';
import { relativeDay } from '#parts/format.ts';

/** A session lasts no longer: whoever comes back later has met it before. */
const DAYS = 180;
const DAY_MS = 24 * 60 * 60 * 1000;

/** `undefined` where it never did, or so long ago that it explains nothing. */
export function restoredDay(at: string | undefined, now: Date): string | undefined {
  const then = new Date(at ?? Number.NaN);
  const ago = now.getTime() - then.getTime();
  // A clock may be a little behind the server's.
  if (!(ago > -DAY_MS && ago < DAYS * DAY_MS)) return undefined;
  return relativeDay(dayOfDate(then), dayOfDate(now));
}
