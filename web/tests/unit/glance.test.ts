import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { loadMessages } from '#messages';
import type { SharedSeries } from '#domain/share.ts';
import { glance } from '../../src/pages/shared/glance.ts';

beforeAll(async () => {
  vi.stubGlobal('navigator', { languages: ['en-GB'] });
  vi.stubGlobal('localStorage', { getItem: () => null });
  await loadMessages('journal');
});
afterAll(() => vi.unstubAllGlobals());

/** What the server answers of a measure with two courses, of which the first has too few days. */
const FEW = {
  id: 'low_mood',
  max: 10,
  relief: {
    headline: { says: 'nothing_to_compare_with', days_before: 1 },
    summary: { stated: false },
    relief_curve: { treatments: 0, lost: 0, steps: [] },
    courses: [{ certainty: { reason: 'too_few_days' }, nap: { reason: 'too_few_days' } }, {}],
  },
  glance: {
    unjudged: [],
    courses: [
      {
        baseline_score: { reason: 'too_few_baseline_days' },
        level: { reason: 'too_few_days' },
      },
      {},
    ],
  },
} as unknown as SharedSeries;

test('reasons are sentences, and what comes behind them is another', () => {
  const { baseline, sure } = glance(FEW);
  expect(baseline).toEqual({
    main: '–',
    more: 'Too few of the days before have entries to compare with. First course of 2',
  });
  expect(sure.more).toBe('Too few days before or after have entries to compare. First course of 2');
});
