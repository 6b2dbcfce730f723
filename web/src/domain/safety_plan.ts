/** A safety plan: what the patient wants to have at hand when a bad hour comes. */
import { sameJson } from './equal.ts';
import type { RecordId } from './id.ts';
import { SAFETY_PLAN_LINE, SAFETY_PLAN_PEOPLE } from './limits.ts';
import type { Told } from './told.ts';

/** The parts that are lists of lines, in the order in which a plan is read. */
export const LINES = [
  'warning_signs',
  'helps_alone',
  'helps_with_others',
  'places',
  'safer_surroundings',
  'reasons_to_live',
] as const;
export type LinesPart = (typeof LINES)[number];

/** All parts, in the order in which a plan is written: after places come people. */
export const PARTS = [...LINES.slice(0, 4), 'people', ...LINES.slice(4)] as const;
export type Part = (typeof PARTS)[number];

/** Their number is as it was typed. */
export type Person = Told<'SafetyPlanPerson'>;

export type SafetyPlan = Told<'SafetyPlan'>;

/** The server knows a plan by this one id, so two devices that write one each write the same record. */
export const PLAN_ID: RecordId = '00000000-0000-7361-a665-74795f706c61';

/** What the server takes: entries in a part, and characters in each line. */
export const MOST = { entries: SAFETY_PLAN_PEOPLE, line: SAFETY_PLAN_LINE.most };

export const isEmpty = (plan: SafetyPlan): boolean =>
  PARTS.every((part) => (plan[part] ?? []).length === 0);

/** The fewest and most digits of a number that can be dialled: 15 in France, and E.164's limit. */
const DIGITS = { fewest: 2, most: 15 };

/**
 * A number as it is dialled, without what people write for the eye; nothing where it is none, or
 * more than one. `+49 (0)30 / 1234-5, evenings` is `+493012345`.
 */
export function dialled(phone: string): string | undefined {
  const written = phone.normalize('NFKC');
  // From the first sign that can be dialled up to the first word: "Tel. 030 12, ext. 7".
  const [, number = ''] = /^[^\d+*#]*([^\p{L},;]*)/u.exec(written) ?? [];
  const abroad = /^(\+|00)/.test(number);
  // The zero in brackets is for those within the country.
  const bare = (abroad ? number.replace(/\(\s*0\s*\)/, '') : number).replace(/[^\d+*#]/g, '');
  const digits = bare.replace(/\D/g, '').length;
  const dialable = /^\+?[\d*#]+$/.test(bare);
  return dialable && digits >= DIGITS.fewest && digits <= DIGITS.most ? bare : undefined;
}

/** The address that a tap calls. */
export function callAddress(phone: string | undefined): string | undefined {
  const number = phone && dialled(phone);
  return number ? `tel:${number.replaceAll('#', '%23')}` : undefined;
}

/** Two plans in one: all that the first says, then what only the second says. */
export function together(first: SafetyPlan, second: SafetyPlan): SafetyPlan {
  const plan: SafetyPlan = {};
  for (const part of LINES) {
    const lines = [...new Set([...(first[part] ?? []), ...(second[part] ?? [])])];
    if (lines.length > 0) plan[part] = lines;
  }
  const known = first.people ?? [];
  const others = second.people?.filter((one) => !known.some((other) => sameJson(one, other))) ?? [];
  if (known.length + others.length > 0) plan.people = [...known, ...others];
  return plan;
}

/** Whether the server would take as much. */
export const fits = (plan: SafetyPlan): boolean =>
  PARTS.every((part) => (plan[part] ?? []).length <= MOST.entries);
