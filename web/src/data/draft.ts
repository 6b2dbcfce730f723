/** A check-in that was begun and not saved: a call, a closed tab, and it is still there. */
import type { Day } from '#domain/day.ts';
import { fact, keepFact } from './facts.ts';

export interface CheckInDraft {
  day: Day;
  scores: Record<string, number>;
  note: string;
}

export const DRAFT = 'check_in_draft';

/** The one of this day; older ones are about another moment. */
export async function checkInDraft(day: Day): Promise<CheckInDraft | undefined> {
  const draft = await fact<CheckInDraft>(DRAFT);
  return draft?.day === day ? draft : undefined;
}

export const keepCheckInDraft = (draft: CheckInDraft): Promise<void> => keepFact(DRAFT, draft);
