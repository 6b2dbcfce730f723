/** Whom to call, by country. One list, with the date on which every number was last checked. */
import list from './crisis_lines.json';

export interface CrisisLine {
  /** As it is dialled. */
  number: string;
  /** As it is written on the card. */
  shown: string;
}

export const LAST_CHECKED: string = list.last_checked;

const LINES: Record<string, string> = list.lines;
const EU = new Set(list.european_union);

/** The line of a country, the European emergency number, or nothing: then the local emergency number. */
export function crisisLine(country: string | null): CrisisLine | undefined {
  if (!country) return undefined;
  const shown = LINES[country] ?? (EU.has(country) ? list.european_emergency : undefined);
  return shown === undefined ? undefined : { shown, number: shown.replaceAll(' ', '') };
}

/** The country of a language tag such as `de-AT`; a guess the patient can correct. */
export function countryOf(languageTag: string): string | null {
  return /[-_]([A-Z]{2})\b/.exec(languageTag)?.[1] ?? null;
}

/** Those to choose from, as ISO 3166 codes. */
export const COUNTRIES: readonly string[] = [
  ...new Set([...Object.keys(LINES), ...list.european_union]),
].sort();
