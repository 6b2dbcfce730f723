/** One line per measure: each figure with what it rests on, or in plain words why it is absent. */
import { m } from '#messages';
import {
  baselineScore,
  longestRelief,
  observedCurve,
  ofGiven,
  present,
  type Course,
  type Reason,
  type TreatmentRelief,
} from '#domain/relief.ts';
import type { SharedRelief, SharedSeries } from '#domain/share.ts';
import { daysText, numberText, percentText } from '#parts/format.ts';
import {
  certaintyPoints,
  firstSeenText,
  headlineNotes,
  headlineText,
  rapidText,
  reasonText,
  reliefDaysOf,
  reliefDaysText,
} from '#parts/relief_text.ts';

/** The figure, then in smaller letters what it rests on. */
export interface Cell {
  main: string;
  more?: string;
}

const words = (main: string, ...more: string[]): Cell => ({
  main,
  more: more.filter(Boolean).join('. '),
});

export function glance(series: SharedSeries) {
  const relief = ofGiven(series.relief);
  return {
    baseline: baseline(series),
    onset: onset(relief),
    relief: lasted(relief),
    sure: sure(relief.courses),
    coverage: coverage(relief),
  };
}

function baseline(series: SharedSeries): Cell {
  const [first, ...later] = series.relief.courses;
  if (!first) return { main: '–' };
  const score = ({ baseline: one }: Course) =>
    present(one) ? baselineScore(series, one.value) : undefined;
  const others = afterTheFirst(later.map(score), numberText);
  if (!present(first.baseline)) return words('–', reasonText(first.baseline.reason), others);
  const { standard_deviation: sd } = first.baseline;
  return words(
    m.shared_baseline_value({ value: numberText(score(first) ?? 0), max: series.max }),
    sd === undefined ? '' : m.shared_give_or_take({ sd: numberText(sd) }),
    others,
  );
}

/**
 * What is said of the courses after the first: from the smallest to the largest of their figures.
 * `bare` writes a figure without its unit, and the two stay on one line.
 */
function afterTheFirst(
  figures: (number | undefined)[],
  text: (figure: number) => string,
  bare = text,
): string {
  if (figures.length === 0) return '';
  const known = figures.filter((figure) => figure !== undefined);
  if (known.length === 0) return m.shared_first_course({ count: figures.length + 1 });
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const same = text(low) === text(high);
  return m.shared_later_courses({
    span: same ? text(low) : `${bare(low)}\u2060–\u2060${text(high)}`,
  });
}

/** Of stated courses alone: where none is, what can be said instead. */
function onset({ summary, headline, treatments }: SharedRelief): Cell {
  if (headline.says === 'no_treatment') return { main: '–' };
  if (headline.says !== 'relief') {
    const [note = ''] = headline.says === 'too_early' ? headlineNotes(headline) : [];
    return words('–', headlineText(headline), note || commonReason(treatments));
  }
  return present(summary.onset_hours)
    ? words(firstSeenText(summary.onset_hours), rapidText(summary))
    : words('–', reasonText(summary.onset_hours.reason));
}

/** Why most of the treatments have no onset. */
function commonReason(treatments: readonly TreatmentRelief[]): string {
  const counts = new Map<Reason, number>();
  for (const { onset } of treatments) {
    if (!present(onset)) counts.set(onset.reason, (counts.get(onset.reason) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most ? reasonText(most[0]) : '';
}

function lasted(relief: SharedRelief): Cell {
  const { summary } = relief;
  const curve = observedCurve(relief);
  if (!summary.stated || !curve) return { main: '–' };
  const ended = m.shared_ended({ count: curve.treatments, lost: curve.lost });
  const days = reliefDaysOf(summary);
  return days
    ? words(m.shared_median({ span: reliefDaysText(days) }), ended)
    : words(m.shared_at_least({ span: daysText(longestRelief(relief)) }), ended);
}

/** By how many points the days after the first course are better, and what that is worth. */
function sure([first, ...later]: readonly Course[]): Cell {
  if (!first) return { main: '–' };
  const points = ({ certainty }: Course) => (present(certainty) ? certainty.points : undefined);
  const others = afterTheFirst(later.map(points), numberText);
  const { certainty, nap } = first;
  if (!present(certainty)) return words('–', reasonText(certainty.reason), others);
  return words(
    certaintyPoints(certainty).replace(/\.$/, ''),
    present(nap) ? m.shared_nap({ percent: percentText(nap.value) }) : '',
    others,
  );
}

function coverage({ courses, treatments }: SharedRelief): Cell {
  const before = courses.map(({ baseline: one }) => one).filter(present);
  const after = treatments.map(({ follow_up }) => follow_up).filter(present);
  const texts = [
    before.length > 0 ? m.shared_before(written(before)) : '',
    after.length > 0 ? m.shared_after(written(after)) : '',
  ].filter(Boolean);
  return { main: texts[0] ?? '–', more: texts[1] ?? '' };
}

const written = (windows: readonly { days: number; window_days: number }[]) => ({
  days: windows.reduce((sum, { days }) => sum + days, 0),
  window: windows.reduce((sum, { window_days }) => sum + window_days, 0),
});
