/** What a check-in also asks while a treatment is recent, and how its short series stands. */
import { addDays, dayOfDate, HOUR, msOf } from '#domain/day.ts';
import type { Measure } from '#domain/measures.ts';
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
}

const WATCHED_DAYS = 30;

export async function afterTreatment(now: Date): Promise<AfterTreatment> {
  const today = dayOfDate(now);
  const treatments = await list('treatment', addDays(today, -WATCHED_DAYS), today);
  const last = Math.max(...treatments.map(msOf).filter((start) => start <= now.getTime()));
  if (!Number.isFinite(last)) return { also: [], steps: [] };
  const checkIns = await list('check_in', addDays(today, -WATCHED_DAYS), today);
  const recent = now.getTime() - last <= AFTER_TREATMENT_HOURS * HOUR;
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
  };
}
