/** What a column of a table can be, in the patient's words. */
import { m } from '#messages';
import type { Kind, Part } from '#domain/columns.ts';

const KINDS: Record<Kind, () => string> = {
  date: () => m.moving_is_date(),
  time: () => m.moving_is_time(),
  hour: () => m.moving_is_hour(),
  minute: () => m.moving_is_minute(),
  score: () => m.moving_is_score(),
  reading_name: () => m.moving_is_reading_name(),
  reading: () => m.moving_is_reading(),
  note: () => m.moving_is_note(),
  tags: () => m.moving_is_tags(),
  event: () => m.moving_is_event(),
  event_category: () => m.moving_is_event_category(),
  treatment: () => m.moving_is_treatment(),
  total: () => m.moving_is_total(),
  item: () => m.moving_is_item(),
  ignore: () => m.moving_is_ignored(),
};

export const kindText = (kind: Kind): string => KINDS[kind]();

const PARTS: Record<Part, () => string> = {
  medicine: () => m.medicine(),
  route: () => m.route(),
  dose: () => m.moving_dose(),
  dose_unit: () => m.moving_dose_unit(),
  dose_mg_per_kg: () => m.moving_dose_per_kilogram(),
  blood_pressure: () => m.moving_pressure_before(),
  peak_blood_pressure: () => m.moving_pressure_peak(),
};

export const partText = (part: Part): string => PARTS[part]();
