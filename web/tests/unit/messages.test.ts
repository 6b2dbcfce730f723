import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NAMED } from '../../build/parts.js';
import { BUILT_IN } from '#domain/measures.ts';
import { LANGUAGES } from '../languages.ts';

type Messages = Record<
  string,
  string | { declarations: string[]; match: Record<string, string> }[]
>;

const folder = new URL('../../messages/', import.meta.url);
const of = (path: string) => JSON.parse(readFileSync(new URL(path, folder), 'utf8')) as Messages;
/** All that is said in a language: the sentences of the app, and the words of the built-in measures. */
const read = (file: string) => ({ ...of(file), ...of(`../measures/words/${file}`) });
const files = readdirSync(folder);
const english = read('en.json');
const others = files.filter((file) => file !== 'en.json');

const languageIn = (file: string) => file.replace('.json', '');

const sentences = (message: Messages[string]) =>
  typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match));
const inputs = (message: Messages[string]) =>
  new Set(sentences(message).flatMap((sentence) => sentence.match(/\{\w+\}/g) ?? []));

test('there is a file of messages for each language of the list, and no other', () => {
  expect(files.sort()).toEqual(LANGUAGES.map((language) => `${language}.json`).sort());
});

test.each(others)('%s misses no message and has none too many', (file) => {
  expect(Object.keys(read(file)).sort()).toEqual(Object.keys(english).sort());
});

test.each(others)('%s speaks of the same things in every message', (file) => {
  const translated = read(file);
  for (const [key, message] of Object.entries(english)) {
    expect.soft([key, inputs(translated[key] ?? '')]).toEqual([key, inputs(message)]);
  }
});

test.each(files)('%s never shouts', (file) => {
  const loud = Object.entries(read(file)).filter(([, message]) =>
    sentences(message).some((sentence) => sentence.includes('!')),
  );
  expect(loud).toEqual([]);
});

/** The one family of messages whose names the app puts together (src/parts/measure_text.ts). */
const MEASURES = BUILT_IN.flatMap(({ id }) =>
  ['', '_name', '_low', '_high'].map((part) => `measure_${id}${part}`),
);

test('every built-in measure has its words', () => {
  for (const key of MEASURES) expect.soft(english).toHaveProperty(key);
});

const web = new URL('../../', import.meta.url);
const sources = [
  'build/unloaded.js',
  ...readdirSync(new URL('src/', web), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|svelte)$/.test(file))
    .map((file) => `src/${file}`),
].map((file) => readFileSync(new URL(file, web), 'utf8'));

test('no message is left that nobody says', () => {
  const said = new Set([
    '$schema',
    ...MEASURES,
    ...sources.flatMap((code) => [...code.matchAll(NAMED)].map(([, key = '']) => key)),
  ]);
  expect(Object.keys(english).filter((key) => !said.has(key))).toEqual([]);
});

test('of no other messages are the names put together', () => {
  const begun = sources.flatMap((code) => [...code.matchAll(/\[`(\w+_)\$\{/g)]);
  expect(begun.map(([, start]) => start)).toEqual(['measure_']);
});

interface Term {
  concept: string;
  say: Record<string, string>;
  never: Record<string, string[]>;
}
const { terms } = JSON.parse(readFileSync(new URL('../terms.json', folder), 'utf8')) as {
  terms: Term[];
};

/** A whole word in any case; with * at its end any ending. */
function wordPattern(word: string): RegExp {
  const ending = word.endsWith('*') ? '' : '(?![\\p{L}\\p{N}])';
  return new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/\*$/, '')}${ending}`, 'iu');
}

const saying = (file: string, word: string) =>
  Object.entries(read(file))
    .filter(([, message]) =>
      sentences(message).some((one) => wordPattern(word).test(one.replace(/\{\w+\}/g, ''))),
    )
    .map(([key]) => `${key}: ${word}`);

test.each(files)('%s has one word for one concept', (file) => {
  const language = languageIn(file);
  for (const { concept, say, never } of terms) {
    const word = say[language] ?? `no word for ${concept}`;
    // A word that nobody says any more is no rule.
    expect.soft(saying(file, `${word}*`), word).not.toEqual([]);
    for (const other of never[language] ?? [concept]) expect.soft(saying(file, other)).toEqual([]);
  }
});

/** As the numbers beside them are formatted: English sets no space, German one at which no line ends. */
test.each(files)('%s writes percent in one way', (file) => {
  const formatted = new Intl.NumberFormat(languageIn(file), { style: 'percent' }).format(1);
  const sign = formatted === '100%' ? '%' : '\u00a0%';
  const wrong = Object.entries(read(file)).flatMap(([key, message]) =>
    sentences(message)
      .flatMap((one) => [...one.matchAll(/\d(\s*%)/gu)])
      .filter(([, written]) => written !== sign)
      .map(([whole]) => `${key}: ${whole}`),
  );
  expect(wrong).toEqual([]);
});

test('a forbidden word is found whatever its case and ending', () => {
  expect(wordPattern('répit*').test('Les Répits observés')).toBe(true);
  expect(wordPattern('mesure').test('Toutes vos mesures')).toBe(false);
  expect(wordPattern('Maß').test('ein gewisses Maß')).toBe(true);
  expect(wordPattern('Maß').test('regelmäßig, Maßstab')).toBe(false);
});
