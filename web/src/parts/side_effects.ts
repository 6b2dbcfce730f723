/** The side effects offered by name; any other is kept as the patient wrote it. */
import { m } from '#messages';

const NAMES: Record<string, () => string> = {
  nausea: () => m.effect_nausea(),
  dizziness: () => m.effect_dizziness(),
  headache: () => m.effect_headache(),
  dissociation: () => m.effect_dissociation(),
  anxiety: () => m.effect_anxiety(),
  drowsiness: () => m.effect_drowsiness(),
  blurred_vision: () => m.effect_blurred_vision(),
};

export const SIDE_EFFECTS = Object.keys(NAMES);

export const sideEffectText = (effect: string): string => NAMES[effect]?.() ?? effect;
