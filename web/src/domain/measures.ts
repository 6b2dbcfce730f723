/** The built-in measures: fixed ids that imports, links and other programs use too. */
import type { OwnMeasure } from './records.ts';

export const CONDITIONS = [
  'depression',
  'anxiety',
  'ptsd',
  'ocd',
  'bipolar',
  'chronic_pain',
  'suicidal_thoughts',
] as const;
export type Condition = (typeof CONDITIONS)[number];

export interface Measure {
  id: string;
  min: number;
  max: number;
  polarity: OwnMeasure['polarity'];
  purpose: 'symptom' | 'safety';
  conditions: readonly Condition[];
  /** Present on one's own measures; the built-in ones are worded in the messages. */
  own?: OwnMeasure;
}

type Row = [id: string, polarity: 'worse' | 'better', conditions: readonly Condition[]];

const EVERY = CONDITIONS;
export const SELF_HARM = 'self_harm_thoughts';

// In the order in which they are asked.
const SYMPTOMS: Row[] = [
  ['low_mood', 'worse', ['depression', 'bipolar', 'suicidal_thoughts']],
  ['loss_of_interest', 'worse', ['depression']],
  ['hopelessness', 'worse', ['depression', 'suicidal_thoughts']],
  [SELF_HARM, 'worse', ['suicidal_thoughts', 'depression', 'bipolar']],
  ['anxiety', 'worse', ['anxiety', 'ptsd', 'ocd', 'depression']],
  ['worry', 'worse', ['anxiety']],
  ['intrusive_memories', 'worse', ['ptsd']],
  ['on_edge', 'worse', ['ptsd', 'anxiety']],
  ['obsessions', 'worse', ['ocd']],
  ['compulsions', 'worse', ['ocd']],
  ['elevated_mood', 'worse', ['bipolar']],
  ['irritability', 'worse', ['bipolar', 'ptsd']],
  ['pain', 'worse', ['chronic_pain']],
  ['pain_interference', 'worse', ['chronic_pain']],
  ['fatigue', 'worse', ['depression', 'chronic_pain']],
  ['sleep_quality', 'better', EVERY],
  ['functioning', 'better', EVERY],
  ['connection', 'better', ['depression', 'ptsd']],
  ['wellbeing', 'better', EVERY],
];

const SAFETY = [
  'dissociation',
  'nausea',
  'dizziness',
  'headache',
  'raised_pulse',
  'urinary_symptoms',
];

export const BUILT_IN: readonly Measure[] = [
  ...SYMPTOMS.map(([id, side, conditions]): Measure => ({
    id,
    min: 0,
    max: 10,
    polarity: `higher_is_${side}`,
    purpose: 'symptom',
    conditions,
  })),
  ...SAFETY.map((id): Measure => ({
    id,
    min: 0,
    max: 10,
    polarity: 'higher_is_worse',
    purpose: 'safety',
    conditions: [],
  })),
];

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

export function ownMeasure(id: string, own: OwnMeasure): Measure {
  const { min, max, polarity } = own;
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
    SYMPTOMS.filter(([, , of]) => of.includes(condition) && of !== EVERY).map(([id]) => id),
  );
  for (let rank = 0; more.some((ids) => ids.length > rank); rank++) {
    for (const ids of more) {
      const id = ids[rank];
      if (id && chosen.size < SHOWN_BY_DEFAULT - FOR_ALL.length) chosen.add(id);
    }
  }
  const inOrder = SYMPTOMS.map(([id]) => id).filter((id) => chosen.has(id));
  return [...inOrder, ...FOR_ALL].slice(0, SHOWN_BY_DEFAULT);
}

/** Thoughts of self-harm this strong bring up the card with someone to call (after saving). */
export const SELF_HARM_CARD_FROM = 5;

export function asksForHelp(scores: Record<string, number>): boolean {
  return (scores[SELF_HARM] ?? 0) >= SELF_HARM_CARD_FROM;
}
