/** What becomes of scores when the scale changes that they were given on. */
import type { OwnMeasure } from './records.ts';

export type Scale = Pick<OwnMeasure, 'min' | 'max' | 'polarity'>;

/**
 * The score that says on one scale what `score` says on the other: the best stays the best, and the
 * worst the worst. Rounded to a whole number.
 */
export function rescaled(score: number, from: Scale, to: Scale): number {
  const part = (score - from.min) / (from.max - from.min);
  const place = from.polarity === to.polarity ? part : 1 - part;
  return to.min + Math.round(place * (to.max - to.min));
}

/** Whether the numbers themselves, or what they mean, would be others. */
export const isOther = (from: Scale, to: Scale): boolean =>
  from.min !== to.min || from.max !== to.max || from.polarity !== to.polarity;

/** Whether scores between these can stay as they are. */
export const holds = (
  { min, max }: Scale,
  { lowest, highest }: { lowest: number; highest: number },
): boolean => min <= lowest && highest <= max;
