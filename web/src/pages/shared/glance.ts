/** One line per measure: the server's figures in words, or in plain words why one is absent. */
import { m } from '#messages';
import { observedCurve, present, type Glance, type Span } from '#domain/relief.ts';
import type { SharedSeries } from '#domain/share.ts';
import { daysText, numberText, percentText } from '#parts/format.ts';
import {
  firstSeenText,
  headlineNotes,
  headlineText,
  levelText,
  pointsText,
  rapidText,
  reasonText,
  reliefDaysText,
} from '#parts/relief_text.ts';

/** The figure, then in smaller letters what it rests on. */
export interface Cell {
  main: string;
  more?: string;
}

/** Some of what it rests on are sentences, and others are none. */
const words = (main: string, ...more: string[]): Cell => ({
  main,
  more: more.filter(Boolean).join('. ').replaceAll('.. ', '. '),
});

export const glance = (series: SharedSeries) => ({
  baseline: baseline(series),
  onset: onset(series),
  relief: lasted(series),
  sure: sure(series),
  coverage: coverage(series.glance),
});

function baseline({ glance: figures, relief, max }: SharedSeries): Cell {
  const [first] = figures.courses;
  const course = relief.courses[0];
  if (!first || !course) return { main: '–' };
  const others = afterTheFirst(figures, figures.later_baselines);
  if (!present(first.baseline_score))
    return words('–', reasonText(first.baseline_score.reason), others);
  const sd = present(course.baseline) ? course.baseline.standard_deviation : undefined;
  return words(
    m.shared_baseline_value({ value: numberText(first.baseline_score), max }),
    sd === undefined ? '' : m.shared_give_or_take({ sd: numberText(sd) }),
    others,
  );
}

/** What is said of the courses after the first: from the smallest to the largest of their figures. */
function afterTheFirst({ courses: { length: count } }: Glance, span: Span | undefined): string {
  if (count < 2) return '';
  if (!span) return m.shared_first_course({ count });
  const [low, high] = [numberText(span.low), numberText(span.high)];
  return m.shared_later_courses({ span: low === high ? low : `${low}\u2060–\u2060${high}` });
}

/** Of stated courses alone; where none is, what can be said instead, and why treatments could not be judged. */
function onset({ relief: { summary, headline }, glance: figures }: SharedSeries): Cell {
  if (headline.says === 'no_treatment') return { main: '–' };
  const rest = unjudgedText(figures);
  if (headline.says !== 'relief') {
    const [note = ''] = ['too_early', 'nothing_to_compare_with', 'cannot_tell'].includes(
      headline.says,
    )
      ? headlineNotes(headline)
      : [];
    return words('–', headlineText(headline), note, rest);
  }
  return present(summary.onset_hours)
    ? words(firstSeenText(summary.onset_hours), rapidText(summary))
    : words('–', reasonText(summary.onset_hours.reason));
}

/** Why treatments could not be judged, where the headline does not say it. */
function unjudgedText({ unjudged }: Glance): string {
  const [only] = unjudged;
  if (!only) return '';
  const plain = (text: string) => text.replace(/\.$/, '');
  const reasons =
    unjudged.length === 1
      ? plain(reasonText(only.reason))
      : unjudged
          .map(({ reason, treatments }) => `${plain(reasonText(reason))} (${treatments})`)
          .join(', ');
  const count = unjudged.reduce((sum, { treatments }) => sum + treatments, 0);
  return m.shared_not_judged({ count, reasons });
}

function lasted({ relief, glance: figures }: SharedSeries): Cell {
  const curve = observedCurve(relief);
  if (!relief.summary.stated || !curve) return { main: '–' };
  const ended = m.shared_ended({ count: curve.treatments, lost: curve.lost });
  return figures.relief_days
    ? words(m.shared_median({ span: reliefDaysText(figures.relief_days) }), ended)
    : words(m.shared_at_least({ span: daysText(figures.longest_relief_days ?? 0) }), ended);
}

/** How sure it is that the days after the first course are better, and by how many points. */
function sure({ relief: { courses }, glance: figures }: SharedSeries): Cell {
  const [first] = courses;
  const level = figures.courses[0]?.level;
  if (!first || level === undefined) return { main: '–' };
  const others = afterTheFirst(figures, figures.later_points);
  if (!present(first.certainty)) return words('–', levelText(level), others);
  return words(
    m.labelled({ name: levelText(level), text: pointsText(first.certainty) }),
    present(first.nap) ? m.shared_nap({ percent: percentText(first.nap.value) }) : '',
    others,
  );
}

function coverage({ written_before: before, written_after: after }: Glance): Cell {
  const written = ({ days, window_days }: { days: number; window_days: number }) => ({
    days,
    window: window_days,
  });
  const texts = [
    before ? m.shared_before(written(before)) : '',
    after ? m.shared_after(written(after)) : '',
  ].filter(Boolean);
  return { main: texts[0] ?? '–', more: texts[1] ?? '' };
}
