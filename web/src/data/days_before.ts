/** How far the days before a treatment are written: without them there is nothing to compare it with. */
import { DAY, addDays, dayOf, dayOfDate, msOf } from '#domain/day.ts';
import { isPlanned } from '#domain/planned.ts';
import { list } from './journal.ts';

// As the definitions of relief have them, section 2.
const WINDOW_DAYS = 14;
const COURSE_GAP_DAYS = 21;
/** So many days of the window make a comparison possible. */
export const DAYS_NEEDED = 3;

/** How many of the 14 days before have an entry; undefined where the treatment continues a course. */
export async function daysWrittenBefore(at: Date): Promise<number | undefined> {
  const day = dayOfDate(at);
  const [treatments, checkIns] = await Promise.all([
    list('treatment', addDays(day, -COURSE_GAP_DAYS - 1), addDays(day, 1)),
    list('check_in', addDays(day, -WINDOW_DAYS - 1), addDays(day, 1)),
  ]);
  const now = new Date();
  const daysSince = (record: Parameters<typeof msOf>[0]) => (at.getTime() - msOf(record)) / DAY;
  const continues = treatments
    .filter((treatment) => !isPlanned(treatment, now))
    .map(daysSince)
    .some((days) => days > 0 && days <= COURSE_GAP_DAYS);
  if (continues) return undefined;
  const written = checkIns
    // Of a day alone nobody knows whether it was before.
    .filter((checkIn) => checkIn.at !== undefined || dayOf(checkIn) !== day)
    .map((checkIn) => Math.floor(daysSince(checkIn)))
    .filter((days) => days >= 0 && days < WINDOW_DAYS);
  return new Set(written).size;
}
