/** What a check-in also asks while a treatment is recent, and how its short series stands. */
import { addDays, dayOfDate, HOUR, msOf } from '#domain/day.ts';
import type { Measure } from '#domain/measures.ts';
import { isPlanned, isToConfirm } from '#domain/planned.ts';
import type { Identified, Treatment } from '#domain/records.ts';
import {
  AFTER_TREATMENT,
  AFTER_TREATMENT_HOURS,
  shortSeries,
  WEEKLY,
  type SeriesStep,
} from '#domain/short_series.ts';
import { list } from './journal.ts';
import { measuresOf } from './measures.ts';

export interface AfterTreatment {
  also: Measure[];
  steps: SeriesStep[];
  /** Hours since the last treatment started; none within the days that are watched: infinite. */
  elapsed: number;
  /** Planned, and their time has passed. */
  toConfirm: Identified<Treatment>[];
}

const WATCHED_DAYS = 30;

export async function afterTreatment(now: Date): Promise<AfterTreatment> {
  const today = dayOfDate(now);
  // Somewhere else it may be tomorrow already.
  const [from, to] = [addDays(today, -WATCHED_DAYS), addDays(today, 1)];
  const treatments = await list('treatment', from, to);
  const toConfirm = treatments.filter((one) => isToConfirm(one, now));
  const last = Math.max(...treatments.filter((one) => !isPlanned(one, now)).map(msOf));
  const elapsed = (now.getTime() - last) / HOUR;
  if (!Number.isFinite(last)) return { also: [], steps: [], elapsed, toConfirm };
  const checkIns = await list('check_in', from, to);
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
    elapsed,
    toConfirm,
  };
}
