/** What the form holds of readings in time while they are typed, and the readings that it makes. */
import type { Pressure, SessionReading } from '#domain/records.ts';

/** A number field: empty is null. */
type Typed = number | null;

export interface PressureDraft {
  systolic: Typed;
  diastolic: Typed;
}

export interface ReadingDraft {
  /** Tells its fields apart from those of the others. */
  key: number;
  /** Whether the minutes are those before the start. */
  before: boolean;
  minutes: Typed;
  pressure: PressureDraft;
  pulse: Typed;
  sedation: Typed;
  dissociation: Typed;
}

export const pressureDraft = (pressure: Pressure | undefined): PressureDraft => ({
  systolic: pressure?.systolic ?? null,
  diastolic: pressure?.diastolic ?? null,
});

export const pressureOf = ({ systolic, diastolic }: PressureDraft): Pressure | undefined =>
  systolic !== null && diastolic !== null ? { systolic, diastolic } : undefined;

/** Minutes after the start, negative before it. */
export const minutesOf = ({ before, minutes }: ReadingDraft): Typed =>
  // Without the last, nothing before the start would be minus nothing.
  minutes === null ? null : (before ? -minutes : minutes) || 0;

const draft = (reading: Partial<SessionReading>, key: number): ReadingDraft => ({
  key,
  before: reading.minutes !== undefined && reading.minutes <= 0,
  minutes: reading.minutes === undefined ? null : Math.abs(reading.minutes),
  pressure: pressureDraft(reading.blood_pressure),
  pulse: reading.pulse ?? null,
  sedation: reading.sedation ?? null,
  dissociation: reading.dissociation ?? null,
});

/** A new one, at a time that was offered, or at one to be typed. */
export const readingAt = (
  minutes: number | undefined,
  others: readonly ReadingDraft[],
): ReadingDraft =>
  draft(minutes === undefined ? {} : { minutes }, Math.max(0, ...others.map(({ key }) => key + 1)));

export const readingDrafts = (readings: readonly SessionReading[]): ReadingDraft[] =>
  readings.map(draft);

/** Whether nothing is typed but a time. */
export const isEmpty = ({ pressure, pulse, sedation, dissociation }: ReadingDraft): boolean =>
  [pressure.systolic, pressure.diastolic, pulse, sedation, dissociation].every(
    (value) => value === null,
  );

/** Those that hold something, in the order of time. */
export const readingsOf = (drafts: readonly ReadingDraft[]): SessionReading[] =>
  drafts.flatMap((one) => readingOf(one) ?? []).sort((a, b) => a.minutes - b.minutes);

function readingOf(one: ReadingDraft): SessionReading | undefined {
  const minutes = minutesOf(one);
  if (minutes === null || isEmpty(one)) return undefined;
  const { pulse, sedation, dissociation } = one;
  const pressure = pressureOf(one.pressure);
  return {
    minutes,
    ...(pressure && { blood_pressure: pressure }),
    ...(pulse !== null && { pulse }),
    ...(sedation !== null && { sedation }),
    ...(dissociation !== null && { dissociation }),
  };
}

export interface Offer {
  name: 'before' | 'forty' | 'leaving' | 'other';
  minutes?: number;
}

/** When one is usually let go: two hours after the start, or when the treatment was over. */
const LEAVING = 120;

/** The usual times that have no reading yet, and another one. */
export function offered(taken: readonly Typed[], duration: Typed): Offer[] {
  const usual: Required<Offer>[] = [
    { name: 'before', minutes: 0 },
    { name: 'forty', minutes: 40 },
    { name: 'leaving', minutes: Math.max(LEAVING, duration ?? 0) },
  ];
  return [...usual.filter(({ minutes }) => !taken.includes(minutes)), { name: 'other' }];
}
