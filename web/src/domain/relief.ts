/** The server's answer about onset and sustained relief, and what the screen makes of it. */
import { last } from './last.ts';
import type { OwnMeasure } from './records.ts';
import type { Schemas, Told } from './told.ts';

export type Reason = Told<'ReliefReason'>;

/** A figure that cannot be had says why. */
export interface Absent {
  reason: Reason;
}
export type Figure<T> = T | Absent;
/** A figure of the document, where it can be had. */
type Had<Name extends keyof Schemas> = Exclude<Told<Name>, Absent>;

export function present<T>(figure: Figure<T>): figure is T {
  return typeof figure !== 'object' || figure === null || !('reason' in figure);
}

export type Baseline = Had<'Figure_Baseline'>;
/** How sure it is that the days after are better than ordinary ups and downs. */
export type Sureness = Had<'Figure_ReliefCertainty'>;
/** What is said of a course: only `relief` is stated. */
export type Word = Told<'ReliefWord'>;
export type Nap = Had<'Figure_Nap'>;
/** Headlines, averages and counts take in stated courses alone. */
export type Course = Told<'ReliefCourse'>;
/** Within 24 hours; `unknown` where nobody wrote in time. */
export type Rapid = Told<'ReliefRapid'>;
export type Onset = Had<'Figure_Onset'>;
export type Ended = Told<'ReliefEnding'>;
export type Relief = Had<'Figure_Relief'>;
export type CurvePoint = Told<'CurvePoint'>;
export type HourPoint = Told<'HourPoint'>;
/** `course` is `null` while it is planned; no sentence is built on `peak`, which is of single entries. */
export type TreatmentRelief = Told<'ReliefTreatment'>;
/** Over the treatments with relief of stated courses. */
export type ReliefCurve = Told<'ReliefCurve'>;
export type SurvivalStep = Told<'ReliefStep'>;
/** How many more days earlier reliefs lasted that had come as far as the present one. */
export type DaysLeft = Had<'Figure_ReliefDaysLeft'>;
/** With `lower` and `upper` from three treatments on. */
export type AlignedDay = Told<'AlignedDay'>;
/** Many treatments in the order they happened: a change over time looks the same. */
export type OverTreatments = Told<'ReliefOverTreatments'>;
/** What is put into words, over stated courses alone: nobody computes it anew. */
export type ReliefSummary = Told<'ReliefSummary'>;
/** The latest days beside the first ones, as burdens: nothing is known of what was before the treatments. */
export type SinceFirstDays = Had<'Figure_ReliefSinceFirstDays'>;
/** Where a person is now; how long ago the last treatment was is counted from its instant. */
export type ReliefNow = Told<'ReliefNow'>;
/** A burden, as the baseline is, and how much better than it; negative is worse. */
export type Week = Had<'Figure_ReliefWeek'>;
/** Of a stated course alone. */
export type PresentRelief = Had<'Figure_ReliefAtPresent'>;
/** The one thing that is said first of a measure. */
export type Headline = Told<'ReliefHeadline'>;
/** Of one measure; its treatments in order of time, planned ones too. */
export type ReliefAnswer = Told<'ReliefAnswer'>;
/** Where `measure` comes several times; words and all that they gate go by all of them. */
export type ReliefAnswers = Exclude<Told<'ReliefAnswers'>, ReliefAnswer>;

/** How sure it is that the days after are better, with several questions after Holm's procedure. */
export type Level = Had<'Figure_ReliefLevel'>;
export type Span = Told<'ReliefSpan'>;
/** What is said of a measure at a glance: nobody computes it anew. */
export type Glance = Told<'ReliefGlance'>;

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
