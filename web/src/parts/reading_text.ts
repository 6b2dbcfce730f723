/** What was read in time around a treatment, in a line. */
import { m } from '#messages';
import type { Pressure, SessionReading } from '#domain/records.ts';
import { listText } from './format.ts';

export const pressureText = ({ systolic, diastolic }: Pressure): string =>
  `${systolic}/${diastolic}`;

/** When it was, by minutes after the start; negative before it. */
export function readingTime(minutes: number): string {
  if (minutes === 0) return m.pressure_before();
  const count = Math.abs(minutes);
  return minutes < 0 ? m.reading_before({ minutes: count }) : m.reading_after({ minutes: count });
}

export function readingText(reading: SessionReading): string {
  const { minutes, blood_pressure, pulse, sedation, dissociation } = reading;
  const values = [
    blood_pressure && pressureText(blood_pressure),
    pulse !== undefined && m.reading_pulse_is({ pulse }),
    sedation !== undefined && m.reading_sedation_is({ degree: sedation }),
    dissociation !== undefined && m.reading_dissociation_is({ degree: dissociation }),
  ];
  const said = listText(values.filter((value) => typeof value === 'string'));
  return m.labelled({ name: readingTime(minutes), text: said });
}
