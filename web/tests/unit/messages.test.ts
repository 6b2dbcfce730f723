import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NAMED } from '../../build/parts.js';
import { BUILT_IN } from '#domain/measures.ts';
import { LANGUAGES } from '../languages.ts';
import { everySentence, inputsOf, messagesOf } from './sentences.ts';

const files = readdirSync(new URL('../../messages/', import.meta.url));
const english = messagesOf('en');
const others = LANGUAGES.filter((language) => language !== 'en');

test('there is a file of messages for each language of the list, and no other', () => {
  expect(files.sort()).toEqual(LANGUAGES.map((language) => `${language}.json`).sort());
});

test.each(others)('%s misses no message and has none too many', (language) => {
  expect(Object.keys(messagesOf(language)).sort()).toEqual(Object.keys(english).sort());
});

test.each(others)('%s speaks of the same things in every message', (language) => {
  const translated = messagesOf(language);
  for (const [key, message] of Object.entries(english)) {
    expect
      .soft([key, ...inputsOf(translated[key] ?? '').sort()])
      .toEqual([key, ...inputsOf(message).sort()]);
  }
});

test.each(LANGUAGES)('%s never shouts', (language) => {
  expect(everySentence(language).filter(([, said]) => said.includes('!'))).toEqual([]);
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
    ...MEASURES,
    ...sources.flatMap((code) => [...code.matchAll(NAMED)].map(([, key = '']) => key)),
  ]);
  // What the server says by a code has a test of its own: said.test.ts.
  const left = Object.keys(english).filter((key) => !said.has(key) && !key.startsWith('said_'));
  expect(left).toEqual([]);
});

test('of no other messages are the names put together', () => {
  const begun = sources.flatMap((code) => [...code.matchAll(/\[`(\w+_)\$\{/g)]);
  expect(begun.map(([, start]) => start)).toEqual(['measure_', 'said_']);
});
