/** Where a file with an older journal comes from. Which app wrote it is told by the server, from its content. */

export const ORIGINS = ['afterglow', 'auto', 'table'] as const;
export type Origin = (typeof ORIGINS)[number];

/** What Afterglow's own files begin with: its tables, as spreadsheets save them too, and its export. */
const OWN = [
  /^(sep=[^\n]*\n\s*)?(at|date[,;\t]time)[,;\t]kind[,;\t]measure[,;\t]/i,
  /^\{\s*format:\s*afterglow/i,
];

/** Afterglow's own, by its name or by how it begins; else that of whichever app wrote it. */
export function guessOrigin(name: string, beginning: string): Origin {
  // Some write every name in quotes, some put a mark before the first, some write UTF-16, half of which are zeros.
  const plain = beginning
    .replace(/^[\uFEFF\uFFFD]+/, '')
    .replaceAll(/["\0]/g, '')
    .trimStart();
  const own =
    name.toLowerCase().includes('afterglow') || OWN.some((pattern) => pattern.test(plain));
  return own ? 'afterglow' : 'auto';
}
