/** When a patient wants to be reminded: times of every day, quiet hours, before and after a treatment. */

import type { Told } from './told.ts';

/** A time of day, as `09:00`. */
export type TimeOfDay = string;

/** `before_treatment` is absent where it was chosen before there was this choice: then yes. */
export type Reminders = Told<'Reminders'>;

export const MOST_TIMES = 6;

/** What is proposed to someone who turns reminders on for the first time. */
export const PROPOSED: Reminders = {
  times: ['20:00'],
  quiet: { from: '22:00', to: '08:00' },
  after_treatment: true,
  before_treatment: true,
};

/** Whether a time is in the quiet hours, which may run over midnight. */
export function isQuiet(time: TimeOfDay, quiet: Reminders['quiet']): boolean {
  if (!quiet) return false;
  const { from, to } = quiet;
  return from < to ? from <= time && time < to : time >= from || time < to;
}

export type ReminderFault = { kind: 'quiet' | 'twice'; time: TimeOfDay } | { kind: 'same' };

/** What the server would not take, the first of it. */
export function reminderFault({ times, quiet }: Reminders): ReminderFault | undefined {
  if (quiet && quiet.from === quiet.to) return { kind: 'same' };
  const hushed = times.find((time) => isQuiet(time, quiet));
  if (hushed !== undefined) return { kind: 'quiet', time: hushed };
  const twice = times.find((time, index) => times.indexOf(time) !== index);
  return twice === undefined ? undefined : { kind: 'twice', time: twice };
}
