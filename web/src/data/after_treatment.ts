/** What a check-in also asks and says while a treatment is near, and how its short series stands. */
import { addDays, dayOf, dayOfDate, HOUR, msOf } from '#domain/day.ts';
import { isAhead, isPlanned, isToConfirm } from '#domain/planned.ts';
import type { Identified, Treatment } from '#domain/records.ts';
import {
  AFTER_TREATMENT,
  AFTER_TREATMENT_HOURS,
  shortSeries,
  WEEKLY,
} from '#domain/short_series.ts';
import { list } from './journal.ts';
import { measuresOf } from './measures.ts';
import { watchedDays, type NearTreatments } from './near_treatments.ts';

/** `treatments`: those of the watched days, at least one. */
export async function afterTreatment(
  treatments: readonly Identified<Treatment>[],
  now: Date,
): Promise<NearTreatments> {
  const today = dayOfDate(now);
  const toConfirm = treatments.filter((one) => isToConfirm(one, now));
  const ahead = treatments.filter((one) => isAhead(one, now) && dayOf(one) <= addDays(today, 1));
  const last = Math.max(...treatments.filter((one) => !isPlanned(one, now)).map(msOf));
  const elapsed = (now.getTime() - last) / HOUR;
  if (!Number.isFinite(last)) {
    return { also: [], recent: false, steps: [], elapsed, toConfirm, ahead };
  }
  const checkIns = await list('check_in', ...watchedDays(now));
  const recent = elapsed <= AFTER_TREATMENT_HOURS;
  const weekAgo = addDays(today, -7);
  const askedLately = checkIns.some(
    (checkIn) =>
      checkIn.scores[WEEKLY] !== undefined && (checkIn.date ?? checkIn.at ?? '') > weekAgo,
  );
  return {
    also: await measuresOf([...(recent ? AFTER_TREATMENT : []), ...(askedLately ? [] : [WEEKLY])]),
    steps: shortSeries(
      last,
      checkIns.filter(({ at }) => at !== undefined).map(msOf),
      now.getTime(),
    ),
    recent,
    elapsed,
    toConfirm,
    ahead,
  };
}
