/** The range of a scale, and which end of it is the bad one, in words. */
import { m } from '#messages';
import type { Scale } from '#domain/rescale.ts';
import { numberText } from './format.ts';

export const scaleText = ({ min, max, polarity }: Scale): string => {
  const ends = { min: numberText(min), max: numberText(max) };
  return polarity === 'higher_is_worse' ? m.scale_worse(ends) : m.scale_better(ends);
};
