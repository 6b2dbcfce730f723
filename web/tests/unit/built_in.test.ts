/** The built-in measures stand on both sides: here, and in src/domain/measure/built_in.rs. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { BUILT_IN, CONDITIONS, startingMeasures, type Condition } from '#domain/measures.ts';

interface Answered {
  id: string;
  question: string;
  low_label: string;
  high_label: string;
  min: number;
  max: number;
  polarity: string;
  purpose: string;
  conditions: Condition[];
}

const root = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** What the server answers to `GET /measures`; tests/measures.rs keeps it. */
function ofTheServer(): Answered[] {
  const [, , json] = read('tests/snapshots/measures.snap').split(/^---$/m);
  return (JSON.parse(json ?? '') as { items: Answered[] }).items;
}

test('the app and the server have the same measures, for the same conditions', () => {
  const both = ofTheServer().map(({ id, min, max, polarity, purpose, conditions }) => ({
    id,
    min,
    max,
    polarity,
    purpose,
    // The server names no condition where a question is for everybody.
    conditions: purpose === 'symptom' && conditions.length === 0 ? CONDITIONS : conditions,
  }));
  const sorted = <Row extends { conditions: readonly string[] }>(rows: readonly Row[]) =>
    rows.map((row) => ({ ...row, conditions: [...row.conditions].sort() }));
  expect(sorted(BUILT_IN)).toEqual(sorted(both));
});

test('the app and the server ask in the same words', () => {
  const words = JSON.parse(read('web/messages/en.json')) as Record<string, string>;
  for (const { id, question, low_label, high_label } of ofTheServer()) {
    const said = ['', '_low', '_high'].map((part) => words[`measure_${id}${part}`]);
    expect.soft([id, ...said]).toEqual([id, question, low_label, high_label]);
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
