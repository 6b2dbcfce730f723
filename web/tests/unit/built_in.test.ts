/** The built-in measures are one file, web/measures/built_in.json, and their words one for each language. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { BUILT_IN, CONDITIONS, startingMeasures, type Measure } from '#domain/measures.ts';

const root = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

interface Answered extends Measure {
  question: string;
  low_label: string;
  high_label: string;
}

/** What the server answers to `GET /measures`; tests/measures.rs keeps it. */
function ofTheServer(): Answered[] {
  const [, , json] = read('tests/snapshots/measures.snap').split(/^---$/m);
  return (JSON.parse(json ?? '') as { items: Answered[] }).items;
}

test('the app and the server have the same measures, in the same versions', () => {
  const facts = ofTheServer().map(({ id, version, min, max, polarity, purpose, conditions }) => {
    return { id, version, min, max, polarity, purpose, conditions };
  });
  expect(BUILT_IN).toEqual(facts);
});

test('the app and the server ask in the same words', () => {
  const words = JSON.parse(read('web/measures/words/en.json')) as Record<string, string>;
  for (const { id, question, low_label, high_label } of ofTheServer()) {
    const said = ['', '_low', '_high'].map((part) => words[`measure_${id}${part}`]);
    expect.soft([id, ...said]).toEqual([id, question, low_label, high_label]);
  }
});

test('every language of the app has the words of every measure, and no other place has them', () => {
  const keys = BUILT_IN.flatMap(({ id }) =>
    ['', '_name', '_low', '_high'].map((part) => `measure_${id}${part}`),
  );
  const languages = readdirSync(new URL('web/messages/', root));
  expect(readdirSync(new URL('web/measures/words/', root))).toEqual(languages);
  for (const language of languages) {
    const said = (path: string) => Object.keys(JSON.parse(read(path)) as Record<string, string>);
    expect.soft(said(`web/measures/words/${language}`), language).toEqual(['$schema', ...keys]);
    const elsewhere = said(`web/messages/${language}`);
    expect
      .soft(
        elsewhere.filter((key) => keys.includes(key)),
        language,
      )
      .toEqual([]);
  }
});

/** Every way to tick conditions, but none at all. */
const SELECTIONS = Array.from({ length: 2 ** CONDITIONS.length - 1 }, (_, n) =>
  CONDITIONS.filter((_, bit) => (n + 1) & (1 << bit)),
);

test('the question about thoughts of self-harm is in every selection that it belongs to', () => {
  const asks = SELECTIONS.filter((ticked) =>
    ticked.some((one) => ['depression', 'suicidal_thoughts', 'bipolar'].includes(one)),
  );
  const lacking = asks.filter((ticked) => !startingMeasures(ticked).includes('self_harm_thoughts'));
  expect([SELECTIONS.length, asks.length]).toEqual([127, 112]);
  expect(lacking).toEqual([]);
});

test('whatever is ticked, at most eight are asked, and the first of each condition is', () => {
  for (const ticked of SELECTIONS) {
    const asked = startingMeasures(ticked);
    expect.soft(asked.length, ticked.join()).toBeLessThanOrEqual(8);
    expect.soft(new Set(asked).size, ticked.join()).toBe(asked.length);
    const heard = ticked.filter((one) =>
      BUILT_IN.some(({ id, conditions }) => asked.includes(id) && conditions.includes(one)),
    );
    expect.soft(heard).toEqual(ticked);
  }
});
