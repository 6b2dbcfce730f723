/** Onset and relief in plain words; the uncertainty stays in the sentence. */
import { last } from '#domain/last.ts';
import { m } from '#messages';
import {
  baselineScore,
  present,
  type Baseline,
  type Course,
  type Figure,
  type Headline,
  type Level,
  type Nap,
  type Onset,
  type Reason,
  type Relief,
  type ReliefAnswer,
  type ReliefSummary,
  type SinceFirstDays,
  type Sureness,
  type TreatmentRelief,
} from '#domain/relief.ts';
import { roundDays, roundTo } from '#domain/numbers.ts';
import {
  axisText,
  daysText,
  fullDay,
  numberText,
  percentText,
  spanStartText,
  spanText,
} from './format.ts';

const REASONS: Record<Reason, () => string> = {
  planned: () => m.reason_planned(),
  too_few_baseline_days: () => m.reason_too_few_baseline_days(),
  baseline_too_low: () => m.reason_baseline_too_low(),
  too_early: () => m.reason_too_early(),
  no_follow_up: () => m.reason_no_follow_up(),
  baseline_too_variable: () => m.reason_baseline_too_variable(),
  already_responding: () => m.reason_already_responding(),
  no_response: () => m.reason_no_response(),
  too_few_days: () => m.reason_too_few_days(),
  all_days_written: () => m.reason_all_days_written(),
  too_few_treatments: () => m.reason_too_few_treatments(),
  no_relief_now: () => m.reason_no_relief_now(),
  getting_shorter: () => m.reason_getting_shorter(),
  longer_than_before: () => m.reason_longer_than_before(),
  not_reached: () => m.reason_not_reached(),
  all_alike: () => m.reason_all_alike(),
  not_stated: () => m.word_cannot_tell(),
  no_treatment: () => m.reason_no_treatment(),
};

export const reasonText = (reason: Reason): string => REASONS[reason]();

export function onsetText(onset: Figure<Onset>): string {
  if (!present(onset)) return reasonText(onset.reason);
  const seen = firstSeenText({ median: onset.hours, earliest: onset.after_hours });
  return [seen, onset.confirmed ? '' : m.onset_unconfirmed()].filter(Boolean).join(' ');
}

/** Nothing where the onset's reason has said it already. */
export function reliefText(relief: Figure<Relief>): string {
  if (!present(relief)) return '';
  const { days, ended } = relief;
  if (days === 0) return ended === 'lost' ? m.relief_gone_next_day() : m.relief_just_seen();
  const span = daysText(days);
  if (ended === 'lost') return m.relief_lasted({ span });
  if (ended === 'next_treatment') return m.relief_until_next({ span });
  if (ended === 'stopped_writing') return m.relief_stopped_writing({ span });
  return ended === 'silence' ? m.relief_until_silence({ span }) : m.relief_still_going({ span });
}

/** Relief was first seen between two times; it did not begin when it was seen. */
export function firstSeenText({ median, earliest }: { median: number; earliest: number }): string {
  const span = spanText(median);
  return earliest > 0 && spanText(earliest) !== span
    ? m.first_seen_between({ after: spanStartText(earliest, median), span })
    : m.first_seen_within({ span });
}

/** After how many treatments relief came within a day: surely, and possibly. Nothing where none is stated. */
export function rapidText(summary: ReliefSummary): string {
  if (!summary.stated || summary.judged === 0) return '';
  const { rapid_surely: surely, rapid_possibly: possibly, judged: count } = summary;
  if (count > 1) {
    return surely === possibly
      ? m.rapid_sure_of({ surely, count })
      : m.rapid_of({ surely, possibly, count });
  }
  return surely ? m.rapid_one() : possibly ? m.rapid_one_perhaps() : m.rapid_one_not();
}

/** How long relief lasted; "0 days or more" would tell nobody anything. */
export function reliefDaysOf({ relief_days: days }: ReliefSummary): ReliefDays | undefined {
  if (!present(days)) return undefined;
  return days.to === undefined && !days.from ? undefined : days;
}

type ReliefDays = Exclude<ReliefSummary['relief_days'], { reason: Reason }>;

/** The median of relief in its two readings, from the shorter to the longer. */
export function reliefDaysText({ from, to }: { from?: number; to?: number }): string {
  if (to === undefined) return m.span_or_more({ span: daysText(from ?? 0) });
  if (from === undefined || daysText(from) === daysText(to)) return daysText(to);
  return m.span_from_to({ from: numberText(roundDays(from)), to: daysText(to) });
}

/** Whether the two readings are told apart, so that it needs a word why they differ. */
export const hasTwoReadings = ({ from, to }: { from?: number; to?: number }): boolean =>
  to === undefined || (from !== undefined && daysText(from) !== daysText(to));

/** What is said of a course: nothing but how sure it is, unless it is stated. */
export function wordText({ word, certainty }: Pick<Course, 'word' | 'certainty'>): string {
  if (word === 'relief') return m.word_relief();
  if (word === 'better' && present(certainty)) {
    return m.word_better(pointsOf(certainty.points));
  }
  return word === 'perhaps' ? m.word_perhaps() : m.word_cannot_tell();
}

/** The number, and what it is counted by: "1 point", but "1.2 points". */
const pointsOf = (points: number) => ({ points: roundTo(points, 1), number: numberText(points) });

/** What is said first of a measure, where it is not what the figures of stated courses say. */
export function headlineText(headline: Headline): string {
  switch (headline.says) {
    case 'no_treatment':
      return m.reason_no_treatment();
    case 'relief':
      return m.word_relief();
    case 'better': {
      const points = pointsOf(headline.points);
      return headline.never_by_half ? m.word_better_never_half(points) : m.word_better(points);
    }
    case 'perhaps':
      return m.word_perhaps();
    case 'too_early':
      return m.summary_too_early();
    case 'nothing_to_compare_with':
      return m.summary_nothing_to_compare();
    case 'cannot_tell':
      return headline.reason ? m.summary_unknown() : m.word_cannot_tell();
  }
}

/** What it rests on, what is needed, or what comes next: each a sentence. */
export function headlineNotes(headline: Headline): string[] {
  switch (headline.says) {
    case 'no_treatment':
    case 'relief':
      return [];
    case 'better':
      return [m.summary_better_note()];
    case 'perhaps':
      return [m.summary_perhaps_note()];
    case 'too_early': {
      const { from, missing_days: count } = headline;
      const needs = count > 0 ? [m.summary_too_early_needs({ count })] : [];
      return [m.summary_too_early_from({ date: fullDay(from) }), ...needs];
    }
    case 'nothing_to_compare_with':
      return [m.summary_nothing_before({ count: headline.days_before })];
    case 'cannot_tell':
      return [
        ...(headline.reason ? [reasonText(headline.reason)] : []),
        m.summary_cannot_tell_note(),
      ];
  }
}

/** Of which treatments a course is, by their days. */
export function courseText(
  { treatments: ids }: Pick<Course, 'treatments'>,
  treatments: readonly TreatmentRelief[],
): string {
  const own = treatments.filter(({ id }) => ids.includes(id));
  const [first, latest] = [own[0], last(own)];
  if (!first || !latest) return '';
  const from = fullDay(first.local_date);
  return own.length === 1
    ? m.course_of_one({ from })
    : m.course_of({ from, to: fullDay(latest.local_date), count: own.length });
}

export function coverageText(coverage: { days: number; window_days: number }): string {
  return m.coverage({ days: coverage.days, window: coverage.window_days });
}

export function napText(nap: Figure<Nap>): string {
  if (!present(nap)) return reasonText(nap.reason);
  const { value, lower, upper } = nap;
  const said = m.nap_pairs({ percent: percentText(value) });
  if (lower === undefined || upper === undefined) return said;
  return `${said} ${m.nap_interval({ lower: percentText(lower), upper: percentText(upper) })}`;
}

export function baselineText(value: number, sd: number | undefined): string {
  return sd === undefined
    ? m.baseline_value({ value: numberText(value) })
    : m.baseline_value_sd({ value: numberText(value), sd: numberText(sd) });
}

/** How bad the unwritten days of the first week would have had to be; nothing where nobody can say. */
export function tippingText(
  tipping: Figure<number>,
  { measure, baseline }: { measure: ReliefAnswer['measure']; baseline: Figure<Baseline> },
): string {
  if (!present(tipping) || !present(baseline)) return '';
  if (tipping > baseline.value) return m.tipping_holds();
  if (tipping <= 0) return m.tipping_gone();
  return m.tipping_from({ score: numberText(baselineScore(measure, tipping)) });
}

/** By how many points the days after are better, from where to where. */
export function certaintyPoints({ points, lower, upper }: Sureness): string {
  const said = {
    ...pointsOf(Math.abs(points)),
    lower: axisText(lower),
    upper: axisText(upper),
  };
  return points < 0 ? m.certainty_points_worse(said) : m.certainty_points(said);
}

const LEVELS: Record<Level, () => string> = {
  clear: () => m.level_clear(),
  likely: () => m.level_likely(),
  unclear: () => m.level_unclear(),
  clearly_worse: () => m.level_worse(),
};

/** How sure it is that the days after are better, in a word, or why nobody can say. */
export const levelText = (level: Figure<Level>): string =>
  typeof level === 'object' ? reasonText(level.reason) : LEVELS[level]();

/** The same in figures alone, for a column that says what they are. */
export const pointsText = ({ points, lower, upper }: Sureness): string =>
  `${axisText(points)} (${m.interval({ lower: axisText(lower), upper: axisText(upper) })})`;

/** From one part to another; a dash where nobody can say how wide it is. */
export function intervalText(lower: number | undefined, upper: number | undefined): string {
  if (lower === undefined || upper === undefined) return '–';
  return m.interval({ lower: percentText(lower), upper: percentText(upper) });
}

/** From 0.05 to 0.95 it may be chance; above, a change for the better may still have come by itself. */
export function sinceFirstDaysText({ points, probability }: SinceFirstDays): string {
  const by = pointsOf(Math.abs(points));
  const said =
    by.number === numberText(0)
      ? m.since_first_same()
      : points > 0
        ? m.since_first_better(by)
        : m.since_first_worse(by);
  const perhaps = probability >= 0.05 && probability <= 0.95;
  return perhaps && by.number !== numberText(0) ? `${said} ${m.since_first_noise()}` : said;
}
