/** Where a file with an older journal comes from. Which app wrote it is told by the server, from its content. */

export const ORIGINS = ['afterglow', 'auto', 'table'] as const;
export type Origin = (typeof ORIGINS)[number];

/** How Afterglow's own files are known: its tables, as spreadsheets save them too, its export, and that as an archive. */
const OWN = [
  /^(sep=[^\n]*\n\s*)?(at|date[,;\t]time)[,;\t]kind[,;\t]measure[,;\t]/i,
  /^\{\s*format:\s*afterglow/i,
  /^PK[\s\S]*\bafterglow\.json/,
];

/** How much of a file is looked at, in bytes, at its beginning and at its end: there an archive names what is in it. */
const LOOKED_AT = 4096;

/** Afterglow's own, by its name or by what is in it; else that of whichever app wrote it. */
export async function originOf(file: File): Promise<Origin> {
  const ends = [file.slice(0, LOOKED_AT), file.slice(-LOOKED_AT)];
  return guessOrigin(file.name, await new Blob(ends).text());
}

/** The same, by its name and both of its ends. */
export function guessOrigin(name: string, ends: string): Origin {
  // Some write every name in quotes, some put a mark before the first, some write UTF-16, half of which are zeros.
  const plain = ends
    .replace(/^[\uFEFF\uFFFD]+/, '')
    .replaceAll(/["\0]/g, '')
    .trimStart();
  const own =
    name.toLowerCase().includes('afterglow') || OWN.some((pattern) => pattern.test(plain));
  return own ? 'afterglow' : 'auto';
}
