/** What a treatment did to the body, in a line. */
import { m } from '#messages';
import type { Pressure, Treatment } from '#domain/records.ts';
import { listText } from '#parts/format.ts';
import { sideEffectText } from '#parts/side_effects.ts';

const SEVERITIES = [
  () => m.severity_none(),
  () => m.severity_mild(),
  () => m.severity_moderate(),
  () => m.severity_severe(),
];

export function bodyText({ side_effects = [], blood_pressure = {} }: Treatment): string {
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
  return [listText(effects), pressure].filter(Boolean).join('. ');
}

const pressureText = ({ systolic, diastolic }: Pressure) => `${systolic}/${diastolic}`;
