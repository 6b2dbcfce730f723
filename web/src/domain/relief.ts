/** The server's answer about onset and sustained relief, and what the screen makes of it. */
import type { Day, Instant } from './day.ts';
import { last } from './last.ts';
import type { RecordId } from './id.ts';
import type { OwnMeasure, Route, Treatment } from './records.ts';
import type { Wording } from './wordings.ts';

export type Reason =
  | 'planned'
  | 'too_few_baseline_days'
  | 'baseline_too_low'
  | 'too_early'
  | 'no_follow_up'
  | 'baseline_too_variable'
  | 'already_responding'
  | 'no_response'
  | 'too_few_days'
  | 'all_days_written'
  | 'too_few_treatments'
  | 'no_relief_now'
  | 'getting_shorter'
  | 'longer_than_before'
  | 'not_reached'
  | 'all_alike'
  | 'not_stated'
  | 'no_treatment';

/** A figure that cannot be had says why. */
export interface Absent {
  reason: Reason;
}
export type Figure<T> = T | Absent;

export function present<T>(figure: Figure<T>): figure is T {
  return typeof figure !== 'object' || figure === null || !('reason' in figure);
}

export interface Baseline {
  value: number;
  standard_deviation?: number;
  days: number;
  window_days: number;
}

/** How sure it is that the days after are better than ordinary ups and downs. */
export interface Sureness {
  probability: number;
  /** Beside a trend through all the days: low where a recovery only goes on. */
  probability_with_trend: number;
  /** By how much they are better, in points. */
  points: number;
  lower: number;
  upper: number;
  days_before: number;
  days_after: number;
}

/** What is said of a course: only `relief` is stated. */
export type Word = 'relief' | 'better' | 'perhaps' | 'cannot_tell';

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
  certainty: Figure<Sureness>;
  word: Word;
  /** Headlines, averages and counts take in stated courses alone. */
  stated: boolean;
  /** The events that lie close to it: they cannot be told apart from the treatment. */
  medication_changes: RecordId[];
  nap: Figure<Nap>;
}

/** Within 24 hours; `unknown` where nobody wrote in time. */
export type Rapid = 'yes' | 'no' | 'unknown';

export interface Onset {
  hours: number;
  after_hours: number;
  rapid: Rapid;
  confirmed: boolean;
}

export type Ended = 'lost' | 'next_treatment' | 'silence' | 'still_going' | 'stopped_writing';

export interface Relief {
  days: number;
  ended: Ended;
  /** Trials count from the last treatment of a course. */
  last_of_course: boolean;
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
  /** Of single entries, so that no sentence is built on it. */
  peak: Figure<{ improvement_percent: number; hours: number }>;
  best_days: Figure<{ improvement_percent: number; lag_day: number }>;
  relief: Figure<Relief>;
  /** The mean burden that its unwritten days would need for relief to be gone; above the baseline it holds. */
  tipping_point: Figure<number>;
  follow_up: Figure<{ days: number; window_days: number }>;
  curve: CurvePoint[];
  first_hours: HourPoint[];
}

export interface SurvivalStep {
  days: number;
  survival: number;
  at_risk: number;
  lost: number;
  standard_error?: number;
  lower?: number;
  upper?: number;
}

/** Over the treatments with relief of stated courses. */
export interface ReliefCurve {
  steps: SurvivalStep[];
  median_days?: number;
  median_lower?: number;
  median_upper?: number;
  /** The other reading: each next treatment counts as a loss. */
  median_days_if_retreated_at_loss?: number;
  treatments: number;
  lost: number;
}

/** How many more days earlier reliefs lasted that had come as far as the present one. */
export interface DaysLeft {
  median_days_left: number;
  after_days: number;
  treatments: number;
  lost: number;
}

export interface AlignedDay {
  lag_day: number;
  n: number;
  mean_percent: number;
  /** With `upper`, from three treatments on. */
  lower?: number;
  upper?: number;
}

/** Many treatments in the order they happened: a change over time looks the same. */
export interface OverTreatments {
  dose: Figure<{
    tau: number;
    p: number;
    slope: number;
    route: Route;
    unit: NonNullable<Treatment['dose']>['unit'];
    treatments: number;
  }>;
  shorter: Figure<{ tau: number; p: number; pairs: number; treatments: number; lost: number }>;
  route: Figure<{
    first: Route;
    second: Route;
    difference: number;
    p: number;
    treatments: [number, number];
  }>;
}

/** What is put into words, over stated courses alone: nobody computes it anew. */
export interface ReliefSummary {
  stated: boolean;
  judged: number;
  rapid_surely: number;
  rapid_possibly: number;
  /** The true median lies between the two. */
  onset_hours: Figure<{ median: number; earliest: number }>;
  /** The two readings of the median; each absent where it is not reached. */
  relief_days: Figure<{ from?: number; to?: number }>;
}

/** The latest days beside the first ones, as burdens: nothing is known of what was before the treatments. */
export interface SinceFirstDays {
  first: number;
  first_date: Day;
  latest: number;
  latest_days: number;
  latest_date: Day;
  /** Negative is worse. */
  points: number;
  /** That the latest days are better. */
  probability: number;
}

/** Where a person is now; how long ago the last treatment was is counted from its instant. */
export interface ReliefNow {
  /** The latest treatment that has taken place, and the day on which its onset can be judged. */
  last?: { id: RecordId; at: Instant; judged_on: Day };
  /** The last seven days since then, at most. */
  week: Figure<Week>;
  /** Of a stated course alone. */
  relief: Figure<PresentRelief>;
  /** The day of the latest entry, where that is long ago. */
  silent_since?: Day;
  /** `baseline_days` are written of the 14 before it, where it would begin a course. */
  next?: { id: RecordId; at: Instant; baseline_days?: number };
}

export interface Week {
  /** A burden, as the baseline is. */
  mean: number;
  days: number;
  /** How much better than the baseline; negative is worse. */
  baseline: Figure<{ points: number; percent: number }>;
  /** The same days after earlier treatments. */
  earlier: Figure<{ mean: number; treatments: number }>;
}

export interface PresentRelief {
  ended: Ended;
  since: Instant;
  days: number;
  faded_on?: Day;
}

/** The one thing that is said first of a measure. */
export type Headline =
  | { says: 'no_treatment' | 'relief' }
  | { says: 'better'; course: number; points: number; never_by_half: boolean }
  | { says: 'perhaps'; course: number }
  | { says: 'too_early'; course: number; from: Day; missing_days: number }
  | { says: 'nothing_to_compare_with'; course: number; days_before: number }
  | { says: 'cannot_tell'; course: number; reason?: Reason };

export interface ReliefAnswer {
  measure: { id: string; min: number; max: number; polarity: OwnMeasure['polarity'] };
  parameters: {
    course_gap_days: number;
    response_percent: number;
    partial_percent: number;
    max_gap_days: number;
    onset_limit_days: number;
  };
  revision: number;
  now: ReliefNow;
  headline: Headline;
  courses: Course[];
  /** In order of time, planned ones too. */
  treatments: TreatmentRelief[];
  relief_curve: ReliefCurve;
  days_left: Figure<DaysLeft>;
  aligned: AlignedDay[];
  over_treatments: OverTreatments;
  summary: ReliefSummary;
  /** Each version of a built-in one's words in each language, as they first came. */
  wordings?: Wording[];
  /** Where too little was written before any treatment to compare with. */
  since_first_days?: Figure<SinceFirstDays>;
}

/** Where `measure` comes several times; words and all that they gate go by all of them. */
export interface ReliefAnswers {
  measures: ReliefAnswer[];
}

/** An answer without planned treatments, of which nothing can be said yet. */
export function ofGiven<T extends Pick<ReliefAnswer, 'treatments'>>(answer: T): T {
  return { ...answer, treatments: answer.treatments.filter(({ course }) => course !== null) };
}

/** A week is clearly worse where it lies above the baseline by more than one score strays on ordinary days. */
export function isClearlyWorse({
  measure: { min, max },
  now: { week },
  courses,
}: Pick<ReliefAnswer, 'measure' | 'now' | 'courses'>): boolean {
  if (!present(week) || !present(week.baseline)) return false;
  const baseline = last(courses)?.baseline;
  const deviation = baseline && present(baseline) ? baseline.standard_deviation : undefined;
  // Where all days were alike, a tenth of the scale is more than they stray.
  const swing = Math.max(1.645 * (deviation ?? 0), (max - min) / 10);
  return -week.baseline.points > swing;
}

/** A baseline as it is read beside scores: the answer gives it as a burden, from the measure's best end. */
export function baselineScore(
  { min, max, polarity }: Pick<OwnMeasure, 'min' | 'max' | 'polarity'>,
  burden: number,
): number {
  return polarity === 'higher_is_better' ? max - burden : min + burden;
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

/** The longest relief seen in stated courses, ended or not: past it the relief curve says nothing. */
export function longestRelief({
  treatments,
  courses,
}: Pick<ReliefAnswer, 'treatments' | 'courses'>): number {
  return treatments
    .filter(({ course }) => course !== null && courses[course]?.stated)
    .reduce(
      (longest, { relief }) => (present(relief) ? Math.max(longest, relief.days) : longest),
      0,
    );
}

/** The relief curve, if there was any relief to draw. */
export function observedCurve({
  relief_curve,
}: Pick<ReliefAnswer, 'relief_curve'>): ReliefCurve | undefined {
  return relief_curve.treatments > 0 ? relief_curve : undefined;
}
