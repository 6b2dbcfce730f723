/** With which earlier total of a questionnaire the latest is compared: as the server does it. */
import { last, lastWhere } from './last.ts';
import { dayOf, msOf, type Day, type Instant } from './day.ts';
import { changeOf, type Change, type Questionnaire, type Totalled } from './questionnaires.ts';

export interface Comparison<T extends Totalled = Totalled> extends Change {
  /** The total that the latest is compared with. */
  compared: T;
  /** It is the last one before the course of treatments; else the first that there is. */
  before_treatment: boolean;
}

/** As relief counts them by default. */
const COURSE_GAP_DAYS = 21;

type Timed = { at?: Instant | undefined; date?: Day | undefined };

/** What was answered at the very start of a treatment was answered before it; a day alone is on neither side of it. */
const isBefore = (total: Timed, at: Instant): boolean =>
  total.at ? msOf(total) <= msOf({ at }) : dayOf(total) < dayOf({ at });

const isAfter = (total: Timed, at: Instant): boolean =>
  total.at ? msOf(total) > msOf({ at }) : dayOf(total) > dayOf({ at });

/** The first treatment of the course that the last of these belongs to. */
function courseStart(treatments: readonly Instant[]): Instant | undefined {
  const gap = COURSE_GAP_DAYS * 86_400_000;
  return lastWhere(treatments, (at, index) => {
    const previous = treatments[index - 1];
    return previous === undefined || msOf({ at }) - msOf({ at: previous }) > gap;
  });
}

/**
 * The latest of all totals beside the last one before the first treatment of its course; where there is none, beside
 * the first there is. Both lists are in order of time; the treatments have taken place.
 */
export function comparison<T extends Totalled>(
  of: Questionnaire,
  totals: readonly T[],
  treatments: readonly Instant[],
): Comparison<T> | undefined {
  const latest = last(totals);
  if (!latest) return undefined;
  const earlier = totals.slice(0, -1);
  const start = courseStart(treatments.filter((at) => isAfter(latest, at)));
  const before =
    start === undefined ? undefined : lastWhere(earlier, (one) => isBefore(one, start));
  const compared = before ?? earlier[0];
  return (
    compared && {
      compared,
      before_treatment: before !== undefined,
      ...changeOf(of, compared.total, latest.total),
    }
  );
}
