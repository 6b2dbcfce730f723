/** What a treatment did to the body, in words. */
import { m } from '#messages';
import type { Treatment } from '#domain/records.ts';
import { listText } from '#parts/format.ts';
import { pressureText, readingText } from '#parts/reading_text.ts';
import { sideEffectText } from '#parts/side_effects.ts';

const SEVERITIES = [
  () => m.severity_none(),
  () => m.severity_mild(),
  () => m.severity_moderate(),
  () => m.severity_severe(),
];

export function effectsText({ side_effects = [] }: Treatment): string {
  const effects = side_effects
    .filter(({ severity }) => severity > 0)
    .map(
      ({ effect, severity }) =>
        `${sideEffectText(effect)} (${SEVERITIES[severity]?.() ?? severity})`,
    );
  return listText(effects);
}

/** Before and at its highest. */
export function pressuresText({ blood_pressure: { before, peak } = {} }: Treatment): string {
  const pressures = [before, peak].filter((pressure) => pressure !== undefined);
  return pressures.map(pressureText).join('\u00a0→ ');
}

/** In time, each a line. */
export const readingTexts = ({ readings = [] }: Treatment): string[] => readings.map(readingText);
