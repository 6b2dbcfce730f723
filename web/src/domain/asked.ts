/** In which words scores are given. */
import { builtIn } from './measures.ts';
import type { Asked, CheckIn } from './records.ts';

/**
 * The words of each score: what stands as it was given before keeps those of then, and everything else was
 * answered in the present ones. Measures of one's own have none.
 */
export function askedOf(
  scores: CheckIn['scores'],
  before: Pick<CheckIn, 'scores' | 'asked'> | undefined,
  language: string,
): Pick<CheckIn, 'asked'> {
  const words = (id: string): Asked | undefined => {
    if (before?.scores[id] === scores[id]) return before?.asked?.[id];
    const version = builtIn(id)?.version;
    return version ? { version, language } : undefined;
  };
  const asked = Object.keys(scores).map((id) => [id, words(id)] as const);
  const known = asked.filter((entry): entry is [string, Asked] => entry[1] !== undefined);
  return known.length > 0 ? { asked: Object.fromEntries(known) } : {};
}
