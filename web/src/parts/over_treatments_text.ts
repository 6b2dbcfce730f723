/** What many treatments say together, in plain words: how far chance alone would bring it is said with it. */
import { m } from '#messages';
import { present, type OverTreatments } from '#domain/relief.ts';
import { roundTo } from '#domain/numbers.ts';
import type { MoreNeeded } from '#domain/over_treatments.ts';
import { numberText, percentText } from './format.ts';
import { doseText, routeText } from './record_text.ts';
import { reasonText } from './relief_text.ts';

/** As rare as this by chance, a direction is named: as it is where relief gets shorter (section 7). */
const RARE = 0.1;
/** How much more of a dose a difference is told for: about the steps in which doses are changed. */
const DOSE_STEPS = { 'mg/kg': 0.1, mg: 10 } as const;

export interface Answered {
  question: string;
  words: string[];
  /** Whether there is a figure, which needs its caution. */
  compared: boolean;
}

/** Of the dose first, then how long relief lasts, then how it is given. */
export function overTreatmentsText(
  { dose, shorter, route }: OverTreatments,
  more: MoreNeeded,
): Answered[] {
  return [
    told(m.dose_question(), dose, doseWords, m.dose_needed({ count: more.dose })),
    told(m.shorter_question(), shorter, shorterWords, m.shorter_needed({ count: more.shorter })),
    told(m.route_question(), route, routeWords, m.route_needed({ count: more.route })),
  ];
}

type Known<T> = Exclude<T, { reason: unknown }>;

function told<T extends OverTreatments[keyof OverTreatments]>(
  question: string,
  figure: T,
  wordsOf: (known: Known<T>) => string[],
  needed: string,
): Answered {
  if (present<Known<T>>(figure as Known<T>))
    return { question, words: wordsOf(figure as Known<T>), compared: true };
  const { reason } = figure as Extract<OverTreatments['dose'], { reason: unknown }>;
  const words = [reason === 'too_few_treatments' ? needed : reasonText(reason)];
  return { question, words, compared: false };
}

function doseWords(figure: Known<OverTreatments['dose']>): string[] {
  const { tau, p, slope, route, unit, treatments } = figure;
  const step = DOSE_STEPS[unit];
  const said = {
    ...pointsOf(slope * step),
    dose: doseText({ amount: step, unit }),
  };
  const found = slope > 0 ? m.dose_more(said) : m.dose_less(said);
  return [
    p <= RARE && tau * slope > 0 ? found : m.dose_unclear(),
    chanceText(p),
    m.dose_of({ route: routeText(route), count: treatments }),
  ];
}

function shorterWords({ tau, p, treatments, lost }: Known<OverTreatments['shorter']>): string[] {
  const found = tau < 0 ? m.shorter_yes() : m.shorter_longer();
  return [
    p <= RARE ? found : m.shorter_unclear(),
    chanceText(p),
    m.shorter_of({ count: treatments, lost }),
  ];
}

function routeWords(figure: Known<OverTreatments['route']>): string[] {
  const { first, second, difference, p, treatments } = figure;
  const [one, other] = [routeText(first), routeText(second)];
  const [ofFirst = 0, ofSecond = 0] = treatments;
  const found = m.route_more({
    more: difference > 0 ? one : other,
    less: difference > 0 ? other : one,
    ...pointsOf(difference),
  });
  return [
    p <= RARE && difference !== 0 ? found : m.route_unclear({ first: one, second: other }),
    chanceText(p),
    m.route_of({ first: ofFirst, second: ofSecond }),
  ];
}

/** Whole ones, but never none where there is some; and what they are counted by: "1 point". */
function pointsOf(difference: number): { points: number; number: string } {
  const digits = Math.abs(difference) < 1 ? 1 : 0;
  const points = roundTo(Math.abs(difference), digits);
  return { points, number: numberText(points, digits) };
}

/** A share of all orders, never as a bare number. */
function chanceText(p: number): string {
  return p < 0.01
    ? m.by_chance_rarely({ percent: percentText(0.01) })
    : m.by_chance({ percent: percentText(p) });
}
