/**
 * The few check-ins after a treatment that show how fast it eased and how long that stayed. The server plans its
 * reminders by the same file: hours after the start of a treatment, each with the span in which a check-in counts for it.
 * What is written in the first half hour tells how it was before the treatment could work.
 */
import steps from '../../measures/short_series.json';
import { HOUR } from './day.ts';
import { last } from './last.ts';

const MINUTE = 60_000;

export interface SeriesStep {
  hours: number;
  /** When it is meant, in milliseconds since the epoch. */
  due: number;
  state: 'done' | 'now' | 'missed' | 'later';
}

/**
 * The steps after a treatment at `start`, given the instants of check-ins (all milliseconds).
 * Empty before the treatment and once the last span is over.
 */
export function shortSeries(start: number, checkIns: readonly number[], now: number): SeriesStep[] {
  const elapsed = (now - start) / MINUTE;
  if (elapsed < 0 || elapsed > (last(steps)?.to_minutes ?? 0)) return [];
  const minutes = checkIns.map((at) => (at - start) / MINUTE);
  return steps.map(({ hours, from_minutes: from, to_minutes: to }) => {
    const due = start + hours * HOUR;
    if (minutes.some((minute) => minute > from && minute <= to))
      return { hours, due, state: 'done' };
    if (elapsed > to) return { hours, due, state: 'missed' };
    return { hours, due, state: elapsed > from ? 'now' : 'later' };
  });
}

export const AFTER_TREATMENT_HOURS = 24;

/** Asked in the first 24 hours after a treatment; notes on safety, never part of relief. */
export const AFTER_TREATMENT = ['dissociation', 'nausea', 'dizziness', 'headache', 'raised_pulse'];

/** Asked once a week while someone is being treated. */
export const WEEKLY = 'urinary_symptoms';
