/** What the server refused, in the app's words: it names places, and what stands there has a name here. */
import { m } from '#messages';
import type { AccountChange } from '#data/account.svelte.ts';
import type { Measure } from '#domain/measures.ts';
import { measureText } from '#parts/measure_text.ts';

const FIELDS: Record<string, () => string> = {
  at: () => m.when_time(),
  date: () => m.when_day(),
  note: () => m.note(),
  title: () => m.event_what(),
  category: () => m.event_category(),
  medicine: () => m.medicine(),
  route: () => m.route(),
  dose: () => m.dose(),
  duration_minutes: () => m.duration(),
  setting: () => m.setting(),
  intention: () => m.intention(),
  experience: () => m.experience(),
  side_effects: () => m.side_effects(),
  blood_pressure: () => m.blood_pressure(),
  readings: () => m.readings_title(),
  question: () => m.own_measure_question(),
  low_label: () => m.own_measure_low_label(),
  high_label: () => m.own_measure_high_label(),
  min: () => m.own_measure_min(),
  max: () => m.own_measure_max(),
  polarity: () => m.polarity(),
};

/** The fields that pointers lead to, each once; one without a name here is left to the server's words. */
export function placesText(
  places: readonly string[],
  measures: ReadonlyMap<string, Measure> | undefined,
): string {
  const names = places.map((place) => {
    const [, field = '', of = ''] = place.split('/');
    const measure = field === 'scores' ? measures?.get(of) : undefined;
    return measure ? measureText(measure).name : FIELDS[field]?.();
  });
  return [...new Set(names.filter((name) => name !== undefined))].join(', ');
}

const SETTINGS: Partial<Record<keyof AccountChange, () => string>> = {
  country: () => m.crisis_country(),
  locale: () => m.language(),
  conditions: () => m.conditions_change(),
  measures: () => m.measures_title(),
  questionnaires: () => m.questionnaires_title(),
  reminders: () => m.reminders_title(),
};

export const settingText = (name: string): string =>
  SETTINGS[name as keyof AccountChange]?.() ?? m.aside_settings_other();
