import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { loadMessages } from '#messages';
import type { SharedSeries } from '#domain/share.ts';
import { responseText } from '../../src/pages/shared/first_text.ts';

beforeAll(async () => {
  vi.stubGlobal('navigator', { languages: ['en-GB'] });
  vi.stubGlobal('localStorage', { getItem: () => null });
  await loadMessages('journal');
});
afterAll(() => vi.unstubAllGlobals());

const UNSEEN = { baseline: { reason: 'baseline_too_variable' }, nap: { reason: 'too_few_days' } };
const EASED = { ...UNSEEN, stated: true, certainty: { points: 4.9, lower: 3.6, upper: 6.4 } };
const UNMOVED = { ...UNSEEN, stated: false, certainty: { points: -0.2, lower: -1.5, upper: 1.1 } };

/** What the server answers of two courses: the first eased, the second did nothing. */
const TWO = {
  id: 'low_mood',
  max: 10,
  relief: {
    headline: { says: 'relief' },
    summary: {
      stated: true,
      judged: 1,
      rapid_surely: 1,
      rapid_possibly: 1,
      onset_hours: { median: 10, earliest: 0 },
    },
    relief_curve: { treatments: 1, lost: 1, steps: [{ day: 5, at_risk: 1, lost: 1, share: 0 }] },
    courses: [EASED, UNMOVED],
  },
  glance: {
    treatments: 2,
    unjudged: [],
    courses: [
      { baseline_score: 8, level: 'clear' },
      { baseline_score: 8, level: 'unclear' },
    ],
    said_of: 0,
    verdict: { course: 1, treatments: 1, from: '2026-10-30', to: '2026-10-30' },
    relief_days: { from: 5, to: 5 },
  },
} as unknown as SharedSeries;

test('whether it worked is said of the latest course by its day, and what an earlier one did as of all', () => {
  const [verdict, further] = responseText(TWO);
  expect(verdict).toBe(
    'After 30 Oct 2026: no improvement can be told from ordinary ups and downs.',
  );
  expect(further).toMatch(/^All courses together: /);
});

test('a course that is spoken of is named by its days, with the points where it is sure', () => {
  const { glance } = TWO;
  const verdict = { course: 0, treatments: 6, from: '2026-03-23', to: '2026-04-11' };
  const [said] = responseText({ ...TWO, glance: { ...glance, verdict } });
  expect(said?.replaceAll('\u00a0', ' ')).toBe(
    'After 6 treatments, 23 Mar 2026 to 11 Apr 2026: clear. Better by 4.9 points (95% interval 3.6 to 6.4).',
  );
});

test('a headline on another course is not put behind the verdict', () => {
  const headline = { says: 'better', course: 0, points: 4.9, never_by_half: false } as const;
  const said = responseText({ ...TWO, relief: { ...TWO.relief, headline } });
  expect(said).toEqual([
    'After 30 Oct 2026: no improvement can be told from ordinary ups and downs.',
  ]);
});
