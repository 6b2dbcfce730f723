/** What the form of a safety plan holds while it is typed, and the plan it makes. */
import { LINES, MOST, type LinesPart, type Person, type SafetyPlan } from '#domain/safety_plan.ts';

export interface PersonDraft {
  /** Tells the rows of the form apart while they move. */
  key: number;
  name: string;
  phone: string;
  note: string;
}

export interface Draft {
  /** Each part as one text: an entry is a line. */
  lines: Record<LinesPart, string>;
  people: PersonDraft[];
  /** A plan is of no time. */
  when?: never;
}

export function draftOf(plan: SafetyPlan | undefined): Draft {
  const lines = Object.fromEntries(LINES.map((part) => [part, (plan?.[part] ?? []).join('\n')]));
  const people = (plan?.people ?? []).map(({ name, phone = '', note = '' }, key) => ({
    key,
    name,
    phone,
    note,
  }));
  return { lines: lines as Draft['lines'], people: plan ? people : [nobody([])] };
}

export const nobody = (people: readonly PersonDraft[]): PersonDraft => ({
  key: Math.max(-1, ...people.map(({ key }) => key)) + 1,
  name: '',
  phone: '',
  note: '',
});

const entriesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** Counted as the server counts: not in UTF-16 units. */
const lengthOf = (text: string): number => Array.from(text).length;

export const isTooMuch = (text: string): boolean => {
  const entries = entriesOf(text);
  return entries.length > MOST.entries || entries.some((entry) => lengthOf(entry) > MOST.line);
};

/** Nothing was written about this person. */
export const isBlank = ({ name, phone, note }: PersonDraft): boolean =>
  !(name.trim() || phone.trim() || note.trim());

export function planOf({ lines, people }: Draft): SafetyPlan {
  const plan: SafetyPlan = {};
  for (const part of LINES) {
    const entries = entriesOf(lines[part]);
    if (entries.length > 0) plan[part] = entries;
  }
  const known = people.filter((person) => !isBlank(person)).map(personOf);
  if (known.length > 0) plan.people = known;
  return plan;
}

function personOf({ name, phone, note }: PersonDraft): Person {
  const [number, more] = [phone.trim(), note.trim()];
  return { name: name.trim(), ...(number && { phone: number }), ...(more && { note: more }) };
}
