/** What is to come: treatments that are planned, and events that lie ahead. */
import { dayOfDate, msOf, type Day, type Instant } from './day.ts';
import type { Treatment } from './records.ts';

/** Until a treatment is confirmed it is a plan, and counts for nothing. */
export const isPlanned = (treatment: Pick<Treatment, 'at' | 'planned'>, now: Date): boolean =>
  treatment.planned === true || msOf(treatment) > now.getTime();

/** Whether something of an instant, or of a day alone, is still to come at `now`. */
export function isAhead({ at, date }: { at?: Instant; date?: Day }, now: Date): boolean {
  return at ? msOf({ at }) > now.getTime() : (date ?? '') > dayOfDate(now);
}
