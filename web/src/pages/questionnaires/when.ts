/** When a questionnaire was answered, as a form holds it. */
import { dayOf, dayOfDate, instantAt, instantOf, timeOf, timeOfDate } from '#domain/day.ts';
import type { QuestionnaireResponse } from '#domain/records.ts';

type Timed = Pick<QuestionnaireResponse, 'at' | 'date'>;

export interface When {
  /** Now, until another time is given. */
  timed: boolean;
  day: string;
  time: string;
  dayOnly: boolean;
}

export function whenOf(edited: Timed | undefined): When {
  const now = new Date();
  return {
    timed: edited !== undefined,
    day: edited ? dayOf(edited) : dayOfDate(now),
    time: edited?.at ? timeOf(edited.at) : timeOfDate(now),
    dayOnly: edited?.date !== undefined,
  };
}

export function timedAs({ timed, day, time, dayOnly }: When, edited: Timed | undefined): Timed {
  if (dayOnly) return { date: day };
  if (!timed) return { at: instantOf(new Date()) };
  const at = edited?.at;
  // Untouched, the record keeps the very instant and offset it was made with.
  return { at: at && dayOf({ at }) === day && timeOf(at) === time ? at : instantAt(day, time) };
}
