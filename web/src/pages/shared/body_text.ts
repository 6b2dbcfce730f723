/** What a treatment did to the body, in a line. */
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

export function bodyText(treatment: Treatment): string {
  const { side_effects = [], blood_pressure = {}, readings = [] } = treatment;
  const effects = side_effects
    .filter(({ severity }) => severity > 0)
    .map(
      ({ effect, severity }) =>
        `${sideEffectText(effect)} (${SEVERITIES[severity]?.() ?? severity})`,
    );
  const { before, peak } = blood_pressure;
  const pressures = [before, peak].filter((pressure) => pressure !== undefined).map(pressureText);
  const pressure =
    pressures.length > 0 ? `${m.blood_pressure()} ${pressures.join('\u00a0→\u00a0')}` : '';
  const lines = [listText(effects), pressure, ...readings.map(readingText)];
  return lines.filter(Boolean).join('. ');
}
