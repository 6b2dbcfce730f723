/** What the treatment form holds while it is typed, and the treatment it makes. */
import { msOf } from '#domain/day.ts';
import type { Route, SideEffect, Treatment, Unit } from '#domain/records.ts';
import { timedAs, whenNow, whenOf, type When } from '#domain/when.ts';
import {
  pressureDraft,
  pressureOf,
  readingDrafts,
  readingsOf,
  type PressureDraft,
  type ReadingDraft,
} from './reading_draft.ts';

/** A number field: empty is null. */
type Typed = number | null;

export interface Draft {
  when: When;
  medicine: string;
  ownMedicine: string;
  route: Route;
  amount: Typed;
  unit: Unit;
  duration: Typed;
  setting: string;
  intention: string;
  experience: string;
  severities: Record<string, number>;
  before: PressureDraft;
  peak: PressureDraft;
  readings: ReadingDraft[];
}

export const MEDICINES = ['ketamine', 'esketamine'];

/** Starts from the treatment to edit, or from the last one: clinics seldom change the recipe. */
export function draftOf(
  edited: Treatment | undefined,
  last: Treatment | undefined,
  now: Date,
): Draft {
  const like = edited ?? last;
  const medicine = like?.medicine ?? 'ketamine';
  const usual = MEDICINES.includes(medicine);
  return {
    when: edited ? whenOf(edited, now) : whenNow(now),
    medicine: usual ? medicine : 'own',
    ownMedicine: usual ? '' : medicine,
    route: like?.route ?? 'iv',
    amount: like?.dose?.amount ?? null,
    unit: like?.dose?.unit ?? 'mg',
    duration: like?.duration_minutes ?? null,
    setting: like?.setting ?? '',
    intention: edited?.intention ?? '',
    experience: edited?.experience ?? '',
    severities: Object.fromEntries(
      (edited?.side_effects ?? []).map(({ effect, severity }) => [effect, severity]),
    ),
    before: pressureDraft(edited?.blood_pressure?.before),
    peak: pressureDraft(edited?.blood_pressure?.peak),
    readings: readingDrafts(edited?.readings ?? []),
  };
}

/** What lies ahead is planned; saved with a start that has passed, it took place. */
export function treatmentOf(draft: Draft, now: Date): Treatment {
  const { at = '' } = timedAs({ ...draft.when, dayOnly: false }, now);
  const treatment: Treatment = {
    at,
    ...(msOf({ at }) > now.getTime() && { planned: true }),
    medicine: draft.medicine === 'own' ? draft.ownMedicine.trim() : draft.medicine,
    route: draft.route,
  };
  if (draft.amount !== null) treatment.dose = { amount: draft.amount, unit: draft.unit };
  if (draft.duration !== null) treatment.duration_minutes = draft.duration;
  for (const key of ['setting', 'intention', 'experience'] as const) {
    const text = draft[key].trim();
    if (text) treatment[key] = text;
  }
  const effects = sideEffects(draft.severities);
  if (effects.length > 0) treatment.side_effects = effects;
  const [before, peak] = [pressureOf(draft.before), pressureOf(draft.peak)];
  if (before || peak)
    treatment.blood_pressure = { ...(before && { before }), ...(peak && { peak }) };
  const readings = readingsOf(draft.readings);
  if (readings.length > 0) treatment.readings = readings;
  return treatment;
}

const sideEffects = (severities: Record<string, number>): SideEffect[] =>
  Object.entries(severities)
    .filter(([, severity]) => severity > 0)
    .map(([effect, severity]) => ({ effect, severity }));
