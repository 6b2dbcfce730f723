/** Where the words of a question changed: a step of its curve there can come from them. */
import { dayOf, type Day } from './day.ts';
import type { CheckIn } from './records.ts';
import type { Told } from './told.ts';

/** Words that scores were given in, and from when to when. */
export type Wording = Told<'Wording'>;

/** A version of the words that came after another, and the day of the first score in it. */
export interface WordedAnew {
  version: number;
  day: Day;
}

/** What does not say so was answered in the first words. */
const FIRST = 1;

/** The versions that came after the first one among these check-ins, which are in order of time. */
export function wordedAnew(checkIns: readonly CheckIn[], measure: string): WordedAnew[] {
  const answered = checkIns.filter(({ scores }) => scores[measure] !== undefined);
  return laterVersions(
    answered.map((checkIn) => ({
      version: checkIn.asked?.[measure]?.version ?? FIRST,
      day: dayOf(checkIn),
    })),
  );
}

/** Of what the server tells: a version that came before in another language is none that is new. */
export const wordedAnewOf = ({ wordings = [] }: { wordings?: readonly Wording[] }): WordedAnew[] =>
  laterVersions(wordings.map(({ version, from }) => ({ version, day: from })));

/** The first of each version, but of the one that came first. */
function laterVersions(inOrder: readonly WordedAnew[]): WordedAnew[] {
  const days = new Map<number, Day>();
  for (const { version, day } of inOrder) if (!days.has(version)) days.set(version, day);
  return [...days].slice(1).map(([version, day]) => ({ version, day }));
}
