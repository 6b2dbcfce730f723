/** The side effects offered by name; any other is kept as the patient wrote it. */
import { m } from '#messages';

const NAMES = {
  nausea: () => m.effect_nausea(),
  dizziness: () => m.effect_dizziness(),
  headache: () => m.effect_headache(),
  dissociation: () => m.effect_dissociation(),
  anxiety: () => m.effect_anxiety(),
  drowsiness: () => m.effect_drowsiness(),
  blurred_vision: () => m.effect_blurred_vision(),
};

/** Not the object itself, which would answer to `constructor` too: anything may be written. */
const BY_NAME: ReadonlyMap<string, () => string> = new Map(Object.entries(NAMES));

export const SIDE_EFFECTS = [...BY_NAME.keys()];

export const sideEffectText = (effect: string): string => BY_NAME.get(effect)?.() ?? effect;
