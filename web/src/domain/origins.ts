/** Where a file with an older journal comes from. Which app wrote it is told by the server, from its content. */

export const ORIGINS = ['afterglow', 'auto', 'table'] as const;
export type Origin = (typeof ORIGINS)[number];

/** What Afterglow's own files begin with: its table, and its export. */
const OWN = [/^at,kind,measure,/i, /^\{\s*format:\s*afterglow/i];

/** Afterglow's own, by its name or by how it begins; else that of whichever app wrote it. */
export function guessOrigin(name: string, beginning: string): Origin {
  // Some write every name in quotes, some put a mark before the first.
  const plain = beginning
    .replace(/^\uFEFF/, '')
    .replaceAll('"', '')
    .trimStart();
  const own =
    name.toLowerCase().includes('afterglow') || OWN.some((pattern) => pattern.test(plain));
  return own ? 'afterglow' : 'auto';
}
