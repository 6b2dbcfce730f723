/** Whether a treatment is near: what is asked and said then is fetched for those alone. */
import { addDays, dayOfDate, type Day } from '#domain/day.ts';
import type { Measure } from '#domain/measures.ts';
import type { Identified, Treatment } from '#domain/records.ts';
import type { SeriesStep } from '#domain/short_series.ts';
import { list } from './journal.ts';

export interface NearTreatments {
  /** What a check-in also asks. */
  also: Measure[];
  /** Whether the first hours after the last treatment are not over. */
  recent: boolean;
  steps: SeriesStep[];
  /** Hours since the last treatment started; none within the days that are watched: infinite. */
  elapsed: number;
  /** Planned, and their time has passed. */
  toConfirm: Identified<Treatment>[];
  /** Planned, and they are today or tomorrow. */
  ahead: Identified<Treatment>[];
}

const NONE: NearTreatments = {
  also: [],
  recent: false,
  steps: [],
  elapsed: Infinity,
  toConfirm: [],
  ahead: [],
};

const WATCHED_DAYS = 30;

/** The first and the last; somewhere else it may be tomorrow already. */
export function watchedDays(now: Date): [Day, Day] {
  const today = dayOfDate(now);
  return [addDays(today, -WATCHED_DAYS), addDays(today, 1)];
}

export async function nearTreatments(now: Date): Promise<NearTreatments> {
  const treatments = await list('treatment', ...watchedDays(now));
  if (treatments.length === 0) return NONE;
  // Offline, and not yet kept: nobody checks in the less for that.
  const more = await import('./after_treatment.ts').catch(() => undefined);
  return more ? more.afterTreatment(treatments, now) : NONE;
}
