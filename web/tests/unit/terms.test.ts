/** One word for one thing: what the list of terms (web/terms.json) names and forbids in each language. */
import { expect, test } from 'vitest';
import list from '../../terms.json';
import { LANGUAGES } from '../languages.ts';
import { everySentence } from './sentences.ts';

interface Term {
  concept: string;
  say: Record<string, string>;
  never: Record<string, string[]>;
}
const terms: readonly Term[] = list.terms;

/** A whole word in any case; with * at its end any ending. */
function wordPattern(word: string): RegExp {
  const ending = word.endsWith('*') ? '' : '(?![\\p{L}\\p{N}])';
  return new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/\*$/, '')}${ending}`, 'iu');
}

/** Where a word is said. */
function saying(sentences: [key: string, said: string][], word: string): string[] {
  const pattern = wordPattern(word);
  return sentences.filter(([, said]) => pattern.test(said)).map(([key]) => `${key}: ${word}`);
}

test.each(LANGUAGES)('%s has one word for one concept', (language) => {
  // What is filled in is not looked at.
  const said = everySentence(language).map(([key, sentence]): [string, string] => [
    key,
    sentence.replace(/\{\w+\}/g, ''),
  ]);
  for (const { concept, say, never } of terms) {
    const word = say[language] ?? `no word for ${concept}`;
    // A word that nobody says any more is no rule.
    expect.soft(saying(said, `${word}*`), word).not.toEqual([]);
    for (const other of never[language] ?? [concept]) expect.soft(saying(said, other)).toEqual([]);
  }
});

test('a forbidden word is found whatever its case and ending', () => {
  expect(wordPattern('répit*').test('Les Répits observés')).toBe(true);
  expect(wordPattern('mesure').test('Toutes vos mesures')).toBe(false);
  expect(wordPattern('Maß').test('ein gewisses Maß')).toBe(true);
  expect(wordPattern('Maß').test('regelmäßig, Maßstab')).toBe(false);
});
