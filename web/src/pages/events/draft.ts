/** What the form of an event holds while it is typed, and the event it makes. */
import type { Day } from '#domain/day.ts';
import type { EventCategory, LifeEvent } from '#domain/records.ts';
import { timedAs, whenNow, whenOf, type When } from '#domain/when.ts';

export interface Draft {
  when: When;
  category: EventCategory;
  title: string;
  note: string;
}

/** Starts from the event to edit, or on a day: one seldom remembers more of it. */
export function draftOf(edited: LifeEvent | undefined, day: Day | undefined, now: Date): Draft {
  const made = { ...whenNow(now), now: false, dayOnly: true, ...(day && { day }) };
  return {
    when: edited ? whenOf(edited, now) : made,
    category: edited?.category ?? 'medication',
    title: edited?.title ?? '',
    note: edited?.note ?? '',
  };
}

export function eventOf(draft: Draft, now: Date): LifeEvent {
  const note = draft.note.trim();
  return {
    ...timedAs(draft.when, now),
    category: draft.category,
    title: draft.title.trim(),
    ...(note && { note }),
  };
}
