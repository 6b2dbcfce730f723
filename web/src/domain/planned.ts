/** What is to come, and what was planned and nobody has said yet that it took place. */
import { dayOfDate, msOf, type Day, type Instant } from './day.ts';
import type { Treatment } from './records.ts';

type Planned = Pick<Treatment, 'at' | 'planned'>;

/** Until a treatment is confirmed it is a plan, and counts for nothing. */
export const isPlanned = (treatment: Planned, now: Date): boolean =>
  treatment.planned === true || msOf(treatment) > now.getTime();

/** When those that have taken place started, in order of time. */
export const given = (treatments: readonly Planned[], now: Date): Instant[] =>
  treatments
    .filter((treatment) => !isPlanned(treatment, now))
    .map(({ at }) => at)
    .sort((a, b) => msOf({ at: a }) - msOf({ at: b }));

/** Its time has passed: did it take place, and when did it start? */
export const isToConfirm = (treatment: Planned, now: Date): boolean =>
  treatment.planned === true && msOf(treatment) <= now.getTime();

/** Whether something of an instant, or of a day alone, is still to come at `now`. */
export function isAhead({ at, date }: { at?: Instant; date?: Day }, now: Date): boolean {
  return at ? msOf({ at }) > now.getTime() : (date ?? '') > dayOfDate(now);
}
