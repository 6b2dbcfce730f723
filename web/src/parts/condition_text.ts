/** The names of the conditions ketamine is given for. */
import { m } from '#messages';
import type { Condition } from '#domain/measures.ts';

const NAMES: Record<Condition, () => string> = {
  depression: () => m.condition_depression(),
  anxiety: () => m.condition_anxiety(),
  ptsd: () => m.condition_ptsd(),
  ocd: () => m.condition_ocd(),
  bipolar: () => m.condition_bipolar(),
  chronic_pain: () => m.condition_chronic_pain(),
  suicidal_thoughts: () => m.condition_suicidal_thoughts(),
};

export const conditionText = (condition: Condition): string => NAMES[condition]();
