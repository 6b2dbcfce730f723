import { expect, test } from 'vitest';
import { HOUR } from '#domain/day.ts';
import { shortSeries } from '#domain/short_series.ts';

const START = Date.parse('2026-11-28T10:00:00Z');

/** How the steps stand so many hours after the start, with check-ins at these hours. */
const states = (hours: number, ...checkIns: number[]) =>
  shortSeries(
    START,
    checkIns.map((hour) => START + hour * HOUR),
    START + hours * HOUR,
  ).map(({ state }) => state);

test('a check-in at the start is not the one after an hour', () => {
  expect(states(0.01, 0.01)[0]).toBe('later');
  expect(states(1, 0.01)[0]).toBe('now');
  expect(states(1, 0.9)[0]).toBe('done');
});

test('each step is done by a check-in of its span, or missed after it', () => {
  expect(states(30, 1, 13)).toEqual(['done', 'missed', 'done', 'later', 'later', 'later']);
  expect(states(3)).toEqual(['missed', 'now', 'later', 'later', 'later', 'later']);
});

test('before a treatment, and long after it, there is no series', () => {
  expect([states(-1), states(421)]).toEqual([[], []]);
});
