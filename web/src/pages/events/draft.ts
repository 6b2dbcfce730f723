/** What the form of an event holds while it is typed, and the event it makes. */
import { dayOf, dayOfDate, instantAt, timeOf, timeOfDate, type Day } from '#domain/day.ts';
import type { EventCategory, LifeEvent } from '#domain/records.ts';

export interface Draft {
  day: Day;
  time: string;
  dayOnly: boolean;
  category: EventCategory;
  title: string;
  note: string;
}

/** Starts from the event to edit, or on a day: one seldom remembers more of it. */
export function draftOf(edited: LifeEvent | undefined, day: Day | undefined): Draft {
  const now = new Date();
  return {
    day: edited ? dayOf(edited) : (day ?? dayOfDate(now)),
    time: edited?.at ? timeOf(edited.at) : timeOfDate(now),
    dayOnly: edited ? edited.date !== undefined : true,
    category: edited?.category ?? 'medication',
    title: edited?.title ?? '',
    note: edited?.note ?? '',
  };
}

export function eventOf(draft: Draft): LifeEvent {
  const note = draft.note.trim();
  return {
    ...(draft.dayOnly ? { date: draft.day } : { at: instantAt(draft.day, draft.time) }),
    category: draft.category,
    title: draft.title.trim(),
    ...(note && { note }),
  };
}
