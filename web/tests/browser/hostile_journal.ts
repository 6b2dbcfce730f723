/** A journal with every hostile text in every field that takes text. */
import { SAFETY_PLAN_PERSON_NAME, SAFETY_PLAN_PERSON_PHONE } from '#domain/limits.ts';
import { newId } from '#domain/id.ts';
import type { Bodies, Kind } from '#domain/records.ts';
import { MOST, PLAN_ID } from '#domain/safety_plan.ts';
import { ALL_HOSTILE, HOSTILE, written } from './hostile.ts';

interface Change {
  kind: Kind;
  id: string;
  base_revision: 0;
  body: Bodies[Kind];
}

const change = (kind: Kind, body: Bodies[Kind]): Change => ({
  kind,
  id: newId(),
  base_revision: 0,
  body,
});

/** Each text once in each field of each kind, all on one day; the questionnaire's answers last. */
export function hostileChanges(day: string): Change[] {
  const at = (n: number) => `${day}T08:${String(n).padStart(2, '0')}:00+01:00`;
  return HOSTILE.flatMap((text, n) => {
    const measure = change('measure', {
      question: written(text, 'question'),
      low_label: written(text, 'low label'),
      high_label: written(text, 'high label'),
      min: 0,
      max: 10,
      polarity: 'higher_is_worse',
    });
    const note = written(text, 'note');
    return [
      measure,
      change('check_in', { at: at(n), scores: { [measure.id]: 3 }, note }),
      change('event', {
        at: at(n),
        category: 'life',
        title: written(text, 'title'),
        note: written(text, 'event note'),
      }),
      change('treatment', {
        at: at(n),
        medicine: written(text, 'medicine'),
        route: 'other',
        setting: written(text, 'setting'),
        intention: written(text, 'intention'),
        experience: written(text, 'experience'),
        side_effects: [{ effect: written(text, 'effect'), severity: 2 }],
      }),
    ];
  });
}

/** The texts of a plan, each part with as many as it may have. */
const lines = (from: number, field: string) =>
  HOSTILE.slice(from, from + MOST.entries).map((text) => written(text, field));

/** Each text once in the lines of a plan, and some of them as people. */
export const hostilePlan = (): Change => ({
  ...change('safety_plan', {
    warning_signs: lines(0, 'sign'),
    places: lines(MOST.entries, 'sign'),
    reasons_to_live: lines(2 * MOST.entries, 'sign'),
    people: HOSTILE.slice(0, MOST.entries).map((text) => ({
      name: written(text, 'person').slice(0, SAFETY_PLAN_PERSON_NAME.most),
      phone: text.slice(0, SAFETY_PLAN_PERSON_PHONE.most),
      note: written(text, 'person note'),
    })),
  }),
  id: PLAN_ID,
});

/** What shows of it. */
export const PLANNED = [
  ...HOSTILE.map((text) => written(text, 'sign')),
  ...lines(0, 'person note'),
];

/** How many answers each question of the form offers, and how many questions it has. */
export const OPTIONS = 5;
export const QUESTIONS = 20;
const nth = (n: number): string => HOSTILE[n % HOSTILE.length] ?? '';

export const questionText = (n: number): string => written(nth(n), 'asked');
export const optionText = (question: number, option: number): string =>
  written(nth(question * OPTIONS + option), 'offered');

/** A PCL-5 without its wording, as FHIR; Afterglow takes it by its code. */
export function hostileForm(): unknown {
  const option = (question: number) => (_: unknown, score: number) => ({
    extension: [
      {
        url: 'http://hl7.org/fhir/StructureDefinition/ordinalValue',
        valueDecimal: score,
      },
    ],
    valueCoding: { code: `a${score}`, display: optionText(question, score) },
  });
  const coding = {
    system: 'https://afterglow.health/fhir/CodeSystem/questionnaires',
    code: 'pcl_5',
  };
  return {
    resourceType: 'Questionnaire',
    status: 'active',
    title: ALL_HOSTILE,
    copyright: ALL_HOSTILE,
    code: [coding],
    item: Array.from({ length: QUESTIONS }, (_, n) => ({
      linkId: `q${n}`,
      text: questionText(n),
      type: 'choice',
      answerOption: Array.from({ length: OPTIONS }, option(n)),
    })),
  };
}

/** The form, each question answered by another of its options. */
export const hostileAnswers = (day: string) =>
  change('questionnaire_response', {
    date: day,
    questionnaire: 'pcl_5',
    total: Array.from({ length: QUESTIONS }, (_, n) => n % OPTIONS).reduce((a, b) => a + b),
    answers: Object.fromEntries(
      Array.from({ length: QUESTIONS }, (_, n) => [`q${n}`, `a${n % OPTIONS}`]),
    ),
  });

/** What the page with the answers shows. */
export const ANSWERED = Array.from({ length: QUESTIONS }, (_, n) => [
  questionText(n),
  optionText(n, n % OPTIONS),
]).flat();
