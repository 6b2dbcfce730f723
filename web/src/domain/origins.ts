/** Where a file with an older journal comes from, guessed where that is plain. */

export const ORIGINS = ['afterglow', 'daylio', 'bearable', 'emoods', 'pixels', 'table'] as const;
export type Origin = (typeof ORIGINS)[number];

/** What the first line of each app's file begins with; eMoods' has its measures after the date. */
const BEGINNINGS: [RegExp, Origin][] = [
  [/^at,kind,measure,/i, 'afterglow'],
  [/^\{/, 'afterglow'],
  [/^(full_date,|year,date,weekday,)/i, 'daylio'],
  [/^date,date formatted,/i, 'bearable'],
  [/^date,.*(depress|elevated|irritab)/i, 'emoods'],
  [/^\[\s*\{\s*date:/i, 'pixels'],
];

/** By its name, or by how it begins. */
export function guessOrigin(name: string, beginning: string): Origin | undefined {
  const named = ORIGINS.find((origin) => name.toLowerCase().includes(origin));
  // Some write every name in quotes, some put a mark before the first.
  const plain = beginning
    .replace(/^\uFEFF/, '')
    .replaceAll('"', '')
    .trimStart();
  const known = named ?? BEGINNINGS.find(([pattern]) => pattern.test(plain))?.[1];
  return known ?? (/\.(csv|tsv|txt)$/i.test(name) ? 'table' : undefined);
}
