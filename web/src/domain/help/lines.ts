/** Whom to call or text, by country. All of it is in lines.json, row by row with its source. */
import { ANYWHERE } from './anywhere.ts';
import { emergency, lines, lines_of, sources } from './lines.json';

/** A way to reach somebody who listens. */
export interface Line {
  /** As it calls itself; none where the number says it all. */
  name: string | null;
  kind: 'call' | 'text';
  /** As it is dialled. */
  number: string;
  /** As people write it. */
  shown: string;
  /** What to write in a text message, where a word is asked for. */
  word?: string;
  /** The key to press once the call is answered. */
  press?: string;
  /** For speakers of these languages alone; else for everybody. */
  press_languages?: readonly string[];
  note?: 'mobile' | 'deaf';
  /** Of the country's own clock; `null` where no source says them. */
  hours: 'always' | 'not_at_night' | { from: string; to: string } | null;
  /** Spoken there, as ISO 639 codes. */
  languages: readonly string[];
  /** Keys of `SOURCES`, with commas. */
  source: string;
  /** The day on which somebody called it, as `2026-11-27`; `null` where nobody has. */
  checked: string | null;
}

/** The numbers of an ambulance or the police in some countries, the first to dial first. */
export interface Emergency {
  numbers: readonly string[];
  /** As ISO 3166 codes, with spaces. */
  countries: string;
  source: string;
  checked: string | null;
}

export interface Help {
  lines: readonly Line[];
  /** Never empty. */
  emergency: readonly string[];
  /** Whether the emergency numbers are this country's own, or what works from most mobile phones. */
  known: boolean;
}

export const SOURCES: Record<string, string> = sources;
export const LINES = lines as Record<string, Line[]>;
export const EMERGENCY: readonly Emergency[] = emergency;

const byCountry = <Value>(rows: [countries: string, value: Value][]) =>
  new Map(rows.flatMap(([all, value]) => all.split(' ').map((country) => [country, value])));

/** Territories with a code of their own whose lines are another country's. */
export const LINES_OF = byCountry(
  Object.entries(lines_of).map(([country, territories]) => [territories, country]),
);
const NUMBERS = byCountry(EMERGENCY.map(({ countries, numbers }) => [countries, numbers]));

/** The countries with an emergency number of their own in the list. */
export const NUMBERED: readonly string[] = [...NUMBERS.keys()];

/** Whoever can be reached in a country; without one, the number that works in most. */
export function helpIn(country: string | null): Help {
  const numbers = country === null ? undefined : NUMBERS.get(country);
  const lines = country === null ? [] : LINES[LINES_OF.get(country) ?? country];
  return { lines: lines ?? [], emergency: numbers ?? [ANYWHERE], known: numbers !== undefined };
}

/** Those in a language first, and calls before texts; else in the order of the list. */
export function inOrder(lines: readonly Line[], language: string): Line[] {
  const rank = ({ kind, languages, number }: Line) =>
    (isDialled(number) ? 0 : 4) +
    (kind === 'call' ? 0 : 2) +
    (languages.includes(language) ? 0 : 1);
  return [...lines].sort((a, b) => rank(a) - rank(b));
}

/** Phones do not dial a number with a star from a link (iPhones say so): it is typed by hand. */
export function isDialled(number: string): boolean {
  return /^[0-9]+$/.test(number);
}

/** The key to press there, for a speaker of a language. */
export function keyToPress({ press, press_languages: only }: Line, language: string) {
  return !only || only.includes(language) ? press : undefined;
}
