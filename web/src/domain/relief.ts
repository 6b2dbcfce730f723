/** The server's answer about onset and sustained relief, and what the screen makes of it. */
import type { Day, Instant } from './day.ts';
import type { RecordId } from './id.ts';
import type { OwnMeasure } from './records.ts';

export const REASONS = [
  'planned',
  'too_few_baseline_days',
  'baseline_too_low',
  'no_follow_up',
  'baseline_too_variable',
  'already_responding',
  'no_response',
  'too_few_days',
] as const;
export type Reason = (typeof REASONS)[number];

/** A figure that cannot be had says why. */
export interface Absent {
  reason: Reason;
}
export type Figure<T> = T | Absent;

export function present<T extends object>(figure: Figure<T>): figure is T {
  return !('reason' in figure);
}

export interface Baseline {
  value: number;
  standard_deviation?: number;
  days: number;
  window_days: number;
}

export interface Nap {
  value: number;
  tau: number;
  standard_error?: number;
  lower?: number;
  upper?: number;
  days_before: number;
  days_after: number;
}

export interface Course {
  treatments: RecordId[];
  baseline: Figure<Baseline>;
  nap: Figure<Nap>;
}

export interface Onset {
  hours: number;
  after_hours: number;
  rapid: boolean;
  confirmed: boolean;
}

export type Ended = 'lost' | 'next_treatment' | 'silence' | 'still_going';

export interface Relief {
  days: number;
  ended: Ended;
}

export interface CurvePoint {
  lag_day: number;
  improvement_percent: number;
  check_ins: number;
}

export interface HourPoint {
  hours: number;
  improvement_percent: number;
}

export interface TreatmentRelief {
  id: RecordId;
  /** With the offset at which it was made. */
  at: Instant;
  /** Its calendar date where and when it started. */
  local_date: Day;
  /** Which course it belongs to; `null` while it is planned. */
  course: number | null;
  onset: Figure<Onset>;
  peak: Figure<{ improvement_percent: number; hours: number }>;
  relief: Figure<Relief>;
  follow_up: Figure<{ days: number; window_days: number }>;
  curve: CurvePoint[];
  first_hours: HourPoint[];
}

export interface SurvivalStep {
  days: number;
  survival: number;
  at_risk: number;
  lost: number;
  lower?: number;
  upper?: number;
}

export interface ReliefCurve {
  steps: SurvivalStep[];
  median_days?: number;
  treatments: number;
  lost: number;
}

export interface AlignedDay {
  lag_day: number;
  n: number;
  mean_percent: number;
  lower?: number;
  upper?: number;
}

export interface ReliefAnswer {
  measure: { id: string; min: number; max: number; polarity: OwnMeasure['polarity'] };
  parameters: {
    course_gap_days: number;
    response_percent: number;
    partial_percent: number;
    max_gap_days: number;
  };
  revision: number;
  courses: Course[];
  treatments: TreatmentRelief[];
  relief_curve: Figure<ReliefCurve>;
  aligned: AlignedDay[];
}

/** An answer without planned treatments, of which nothing can be said yet. */
export function ofGiven<T extends Pick<ReliefAnswer, 'treatments'>>(answer: T): T {
  return { ...answer, treatments: answer.treatments.filter(({ course }) => course !== null) };
}

/** A baseline as it is read beside scores: the answer gives it as a burden, from the measure's best end. */
export function baselineScore(
  { min, max, polarity }: Pick<OwnMeasure, 'min' | 'max' | 'polarity'>,
  burden: number,
): number {
  return polarity === 'higher_is_better' ? max - burden : min + burden;
}

/** The middle of the hours until it eased, over the treatments where an onset was seen. */
export function medianOnsetHours(treatments: readonly TreatmentRelief[]): number | undefined {
  const hours = treatments
    .map(({ onset }) => (present(onset) ? onset.hours : undefined))
    .filter((value) => value !== undefined)
    .sort((a, b) => a - b);
  const middle = hours.length / 2;
  const upper = hours[Math.floor(middle)];
  if (upper === undefined || hours.length % 2 === 1) return upper;
  return (upper + (hours[middle - 1] ?? upper)) / 2;
}

/** Treatments whose entries could have shown an onset, and those where it came within a day. */
export function rapidOnsets(treatments: readonly TreatmentRelief[]): {
  rapid: number;
  judged: number;
} {
  const judged = treatments.filter(
    ({ onset }) => present(onset) || onset.reason === 'no_response',
  ).length;
  return {
    rapid: treatments.filter(({ onset }) => present(onset) && onset.rapid).length,
    judged,
  };
}

/** How much of the time before and after treatment differs, in words a person can weigh. */
export type Certainty = 'clear' | 'likely' | 'weak' | 'none' | 'opposite';

export function certainty({ value, lower, upper }: Nap): Certainty {
  if (upper !== undefined && upper < 0.5) return 'opposite';
  if (lower === undefined || lower <= 0.5) return value > 0.65 ? 'weak' : 'none';
  return lower > 0.65 && value >= 0.85 ? 'clear' : 'likely';
}

/** The part of treatments whose relief is still there after `days`; absent past the last observation. */
export function stillRelieved(
  curve: ReliefCurve,
  days: number,
  lastDay: number,
): number | undefined {
  if (days > lastDay) return undefined;
  return curve.steps.reduce((part, step) => (step.days <= days ? step.survival : part), 1);
}

/** The longest relief seen, ended or not: past it the relief curve says nothing. */
export function longestRelief(treatments: readonly TreatmentRelief[]): number {
  return treatments.reduce(
    (longest, { relief }) => (present(relief) ? Math.max(longest, relief.days) : longest),
    0,
  );
}

/** The relief curve, if there was any relief to draw. */
export function observedCurve({
  relief_curve,
}: Pick<ReliefAnswer, 'relief_curve'>): ReliefCurve | undefined {
  return present(relief_curve) && relief_curve.treatments > 0 ? relief_curve : undefined;
}
