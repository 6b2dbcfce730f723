/** What is said where a question was worded anew. */
import { m } from '#messages';
import type { WordedAnew } from '#domain/wordings.ts';
import { fullDay } from './format.ts';

export const wordedAnewText = ({ day, version }: WordedAnew): string =>
  m.worded_anew({ day: fullDay(day), version });
