/** The calendar of daily times, for phones that show no notifications. */
import { callDone, callJson } from './api.ts';

/** When there is one, since when. */
export async function calendarSince(): Promise<string | null> {
  return (await callJson<{ made_at: string | null }>('/account/calendar')).made_at;
}

/** Makes a calendar, in place of an earlier one; its address is answered this once. */
export async function makeCalendar(): Promise<string> {
  return (await callJson<{ url: string }>('/account/calendar', { method: 'POST' })).url;
}

export async function endCalendar(): Promise<void> {
  await callDone('/account/calendar', { method: 'DELETE' });
}
