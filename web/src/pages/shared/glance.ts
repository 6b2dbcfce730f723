/** One line per measure: each figure with what it rests on, or in plain words why it is absent. */
import { m } from '#messages';
import {
  baselineScore,
  certainty,
  longestRelief,
  medianOnsetHours,
  observedCurve,
  present,
  rapidOnsets,
  type Course,
  type Reason,
  type TreatmentRelief,
} from '#domain/relief.ts';
import type { SharedRelief, SharedSeries } from '#domain/share.ts';
import { daysText, numberText, percentText, spanText } from '#parts/format.ts';
import { certaintyText, reasonText } from '#parts/relief_text.ts';

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
  const { relief } = series;
  const course = relief.courses.findLast(({ baseline }) => present(baseline));
  return {
    baseline: baseline(series, course),
    onset: onset(relief.treatments),
    relief: lasted(relief),
    sure: sure(course ?? relief.courses.at(-1)),
    coverage: coverage(relief.treatments, course),
  };
}

function baseline(series: SharedSeries, course: Course | undefined): Cell {
  const { courses } = series.relief;
  if (!course || !present(course.baseline)) return { main: '–', more: whyNoBaseline(courses) };
  const { value, standard_deviation: sd } = course.baseline;
  return words(
    m.shared_baseline_value({ value: numberText(baselineScore(series, value)), max: series.max }),
    sd === undefined ? '' : m.shared_give_or_take({ sd: numberText(sd) }),
    courses.length > 1 ? m.shared_latest_course({ count: courses.length }) : '',
  );
}

function whyNoBaseline(courses: readonly Course[]): string {
  const last = courses.at(-1)?.baseline;
  return last && !present(last) ? reasonText(last.reason) : '';
}

function onset(treatments: readonly TreatmentRelief[]): Cell {
  const { rapid, judged } = rapidOnsets(treatments);
  const hours = medianOnsetHours(treatments);
  if (judged === 0) return { main: '–', more: commonReason(treatments) };
  const counts = m.shared_rapid({ count: rapid, all: judged });
  return hours === undefined
    ? words(counts, commonReason(treatments))
    : words(m.shared_median({ span: spanText(hours) }), counts);
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
  const curve = observedCurve(relief);
  if (!curve) return { main: '–', more: m.summary_nothing() };
  const ended = m.shared_ended({ count: curve.treatments, lost: curve.lost });
  const median = curve.median_days;
  return median === undefined
    ? words(m.shared_at_least({ span: daysText(longestRelief(relief.treatments)) }), ended)
    : words(m.shared_median({ span: daysText(median) }), ended);
}

function sure(course: Course | undefined): Cell {
  if (!course) return { main: '–' };
  if (!present(course.nap)) return { main: '–', more: reasonText(course.nap.reason) };
  const { value, lower, upper } = course.nap;
  const said = certainty(course.nap);
  return words(
    m.shared_nap({ percent: percentText(value) }),
    lower === undefined || upper === undefined
      ? ''
      : m.interval({ lower: percentText(lower), upper: percentText(upper) }),
    said === 'clear' || said === 'likely' ? '' : certaintyText(course.nap),
  );
}

function coverage(treatments: readonly TreatmentRelief[], course: Course | undefined): Cell {
  const after = treatments.map(({ follow_up }) => follow_up).filter(present);
  const sum = (part: 'days' | 'window_days') => after.reduce((all, one) => all + one[part], 0);
  const before = course && present(course.baseline) ? course.baseline : undefined;
  const texts = [
    before ? m.shared_before({ days: before.days, window: before.window_days }) : '',
    after.length > 0 ? m.shared_after({ days: sum('days'), window: sum('window_days') }) : '',
  ].filter(Boolean);
  return { main: texts[0] ?? '–', more: texts[1] ?? '' };
}
