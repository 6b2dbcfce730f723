import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { BUILT_IN } from '#domain/measures.ts';

type Messages = Record<
  string,
  string | { declarations: string[]; match: Record<string, string> }[]
>;

const folder = new URL('../../messages/', import.meta.url);
const read = (file: string) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Messages;
const files = readdirSync(folder);
const english = read('en.json');
const others = files.filter((file) => file !== 'en.json');

const sentences = (message: Messages[string]) =>
  typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match));
const inputs = (message: Messages[string]) =>
  new Set(sentences(message).flatMap((sentence) => sentence.match(/\{\w+\}/g) ?? []));

test('there are four languages', () => {
  expect(files.sort()).toEqual(['de.json', 'en.json', 'es.json', 'fr.json']);
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

test('every built-in measure has its words', () => {
  for (const { id } of BUILT_IN) {
    for (const part of ['', '_name', '_low', '_high']) {
      expect.soft(english).toHaveProperty(`measure_${id}${part}`);
    }
  }
});
