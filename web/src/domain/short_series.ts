/** The few check-ins after a treatment that show how fast it eased and how long that stayed. */
import { HOUR } from './day.ts';
import { last } from './last.ts';

/**
 * Hours after the start of a treatment, each with the span in which a check-in counts for it. What is
 * written in the first half hour tells how it was before the treatment could work.
 */
const STEPS = [
  { hours: 1, from: 0.5, to: 2.5 },
  { hours: 4, from: 2.5, to: 12 },
  { hours: 24, from: 12, to: 48 },
  { hours: 72, from: 48, to: 120 },
  { hours: 168, from: 120, to: 252 },
  { hours: 336, from: 252, to: 420 },
] as const;

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
  const elapsed = (now - start) / HOUR;
  if (elapsed < 0 || elapsed > (last(STEPS)?.to ?? 0)) return [];
  const hours = checkIns.map((at) => (at - start) / HOUR);
  return STEPS.map(({ hours: meant, from, to }) => {
    const due = start + meant * HOUR;
    if (hours.some((hour) => hour > from && hour <= to))
      return { hours: meant, due, state: 'done' };
    if (elapsed > to) return { hours: meant, due, state: 'missed' };
    return { hours: meant, due, state: elapsed > from ? 'now' : 'later' };
  });
}

export const AFTER_TREATMENT_HOURS = 24;

/** Asked in the first 24 hours after a treatment; notes on safety, never part of relief. */
export const AFTER_TREATMENT = ['dissociation', 'nausea', 'dizziness', 'headache', 'raised_pulse'];

/** Asked once a week while someone is being treated. */
export const WEEKLY = 'urinary_symptoms';
