/** The built-in measures: fixed ids that imports, links and other programs use too. */
import builtIns from '../../measures/built_in.json';
import type { OwnMeasure } from './records.ts';
import type { Told } from './told.ts';

export const CONDITIONS = [
  'depression',
  'anxiety',
  'ptsd',
  'ocd',
  'bipolar',
  'chronic_pain',
  'suicidal_thoughts',
] as const satisfies readonly Told<'Condition'>[];
export type Condition = Told<'Condition'>;

export interface Measure {
  id: string;
  min: number;
  max: number;
  polarity: OwnMeasure['polarity'];
  purpose: Told<'Purpose'>;
  /** Whom it is offered to first; none where it is for everybody, or a safety note. */
  conditions: readonly Condition[];
  /** How often a built-in one was worded anew, from 1: a score is of the version it was asked in. */
  version?: number;
  /** Present on one's own measures; the built-in ones are worded in the messages. */
  own?: OwnMeasure;
}

export const SELF_HARM = 'self_harm_thoughts';

/** In the order in which they are asked. The server reads the same file. */
export const BUILT_IN = builtIns as readonly Measure[];

const BY_ID = new Map(BUILT_IN.map((measure) => [measure.id, measure]));

export function builtIn(id: string): Measure | undefined {
  return BY_ID.get(id);
}

/** The measures that can be looked at, and whether this patient is asked about them (now). */
export interface Offered {
  asked: Measure[];
  /** Hidden ones and imported ones, those asked after a treatment: they have scores all the same. */
  others: Measure[];
}

/** The one that was asked for, else the first. */
export function chosenOf(offered: Offered | undefined, asked: string | null): Measure | undefined {
  const all = offered && [...offered.asked, ...offered.others];
  return all?.find(({ id }) => id === asked) ?? all?.[0];
}

/** The server tells none of its labels as `null` behind a link. */
type Labelled = Omit<OwnMeasure, 'low_label' | 'high_label'> & {
  low_label?: string | null;
  high_label?: string | null;
};

export function ownMeasure(id: string, told: Labelled): Measure {
  const { question, min, max, polarity, low_label, high_label } = told;
  const own: OwnMeasure = {
    ...{ question, min, max, polarity },
    ...(low_label && { low_label }),
    ...(high_label && { high_label }),
  };
  return { id, min, max, polarity, purpose: 'symptom', conditions: [], own };
}

/** At most this many are asked in a check-in unless the patient chooses more. */
export const SHOWN_BY_DEFAULT = 8;

/** The one measure no journal about this condition can do without. */
const FIRST: Record<Condition, string> = {
  depression: 'low_mood',
  anxiety: 'anxiety',
  ptsd: 'intrusive_memories',
  ocd: 'obsessions',
  bipolar: 'elevated_mood',
  chronic_pain: 'pain',
  suicidal_thoughts: SELF_HARM,
};

/** Asked of everyone, in the room that is left. */
const FOR_ALL = ['sleep_quality', 'wellbeing'];

/** Whether one of these conditions brings the question about thoughts of self-harm with it. */
const asksOfSelfHarm = (conditions: readonly Condition[]) =>
  conditions.some((condition) => builtIn(SELF_HARM)?.conditions.includes(condition));

/**
 * The measures a patient starts with: every condition has a say before any gets a second one. But
 * the question that brings up someone to call is never crowded out.
 */
export function startingMeasures(conditions: readonly Condition[]): string[] {
  const wanted = conditions.length > 0 ? conditions : (['depression'] as const);
  const chosen = new Set(wanted.map((condition) => FIRST[condition]));
  if (asksOfSelfHarm(wanted)) chosen.add(SELF_HARM);
  const more = wanted.map((condition) =>
    BUILT_IN.filter(({ conditions: of }) => of.includes(condition)).map(({ id }) => id),
  );
  for (let rank = 0; more.some((ids) => ids.length > rank); rank++) {
    for (const ids of more) {
      const id = ids[rank];
      if (id && chosen.size < SHOWN_BY_DEFAULT - FOR_ALL.length) chosen.add(id);
    }
  }
  const inOrder = BUILT_IN.map(({ id }) => id).filter((id) => chosen.has(id));
  return [...inOrder, ...FOR_ALL].slice(0, SHOWN_BY_DEFAULT);
}

/** Thoughts of self-harm this strong bring up the card with someone to call (after saving). */
export const SELF_HARM_CARD_FROM = 5;

export function asksForHelp(scores: Record<string, number>): boolean {
  return (scores[SELF_HARM] ?? 0) >= SELF_HARM_CARD_FROM;
}
