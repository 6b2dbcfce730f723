/** The calendar of daily times, for phones that show no notifications. */
import type { Told } from '#domain/told.ts';
import { callDone, callJson } from './api.ts';

/** When there is one, since when. */
export async function calendarSince(): Promise<string | null> {
  return (await callJson<Told<'FeedState'>>('/account/calendar')).made_at;
}

/** Makes a calendar, in place of an earlier one; its address is answered this once. */
export async function makeCalendar(): Promise<string> {
  return (await callJson<Told<'NewFeed'>>('/account/calendar', { method: 'POST' })).url;
}

export async function endCalendar(): Promise<void> {
  await callDone('/account/calendar', { method: 'DELETE' });
}
