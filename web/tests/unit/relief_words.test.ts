/** What is said of one treatment's relief, and of a week that is clearly worse, in four languages. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { isClearlyWorse, type Course, type ReliefAnswer } from '#domain/relief.ts';
import { m } from '#messages';
import { firstSeenText, reliefDaysOf, tippingText } from '#parts/relief_text.ts';
import { EVERY_LANGUAGE, speak } from './languages.ts';

vi.stubGlobal('navigator', { languages: ['en-GB'] });
beforeEach(() => speak('en'));

const measure = { id: 'low_mood', min: 0, max: 10, polarity: 'higher_is_worse' } as const;
const baseline = { value: 8, standard_deviation: 1, days: 7, window_days: 14 };

describe('when relief was first seen', () => {
  test('is said as the time between two entries, and never as a beginning', () => {
    const seen = firstSeenText({ median: 34, earliest: 4 });
    expect(seen).toBe('Relief was first seen between 4 and 34 hours after treatment.');
  });

  test('the unit stands once, but where the two have not the same', () => {
    expect(firstSeenText({ median: 120, earliest: 72 })).toMatch(/between 3 and 5 days/);
    expect(firstSeenText({ median: 72, earliest: 34 })).toMatch(/between 34 hours and 3 days/);
  });

  test('where nobody wrote before, or both are rounded to the same, it is one time', () => {
    expect(firstSeenText({ median: 34, earliest: 0 })).toMatch(/within 34 hours/);
    expect(firstSeenText({ median: 34.2, earliest: 33.9 })).toMatch(/within 34 hours/);
  });

  test.each(EVERY_LANGUAGE)('in %s both times stand in the sentence', async (language) => {
    await speak(language);
    const seen = firstSeenText({ median: 34, earliest: 4 });
    expect(seen).toMatch(/\b4\b.*\b34\b/);
  });
});

describe('unwritten days', () => {
  const said = (tipping: number, of: ReliefAnswer['measure'] = measure) =>
    tippingText(tipping, { measure: of, baseline });

  test('above the baseline relief holds however they were', () => {
    expect(said(8.667)).toMatch(/Even if each of them was as bad as before treatment/);
    expect(said(8)).not.toMatch(/Even if/);
  });

  test('below it the score is named at which the week is no longer a quarter better', () => {
    expect(said(7.5)).toMatch(/at 7\.5 or worse on average/);
    expect(said(7.5, { ...measure, polarity: 'higher_is_better' })).toMatch(/at 2\.5 or worse/);
  });

  test('where the written ones alone are not good enough nothing is promised', () => {
    expect(said(0)).toMatch(/Whatever they were like/);
    expect(said(-2)).toMatch(/Whatever they were like/);
  });

  test('where all are written, or nothing can be told, nothing is said', () => {
    expect(tippingText({ reason: 'all_days_written' }, { measure, baseline })).toBe('');
    const none = { reason: 'too_few_baseline_days' } as const;
    expect(tippingText(7, { measure, baseline: none })).toBe('');
  });

  test.each(EVERY_LANGUAGE)(
    'in %s all three are told apart, and the score stands in its sentence',
    async (language) => {
      await speak(language);
      expect(new Set([said(9), said(7.5), said(-1)]).size).toBe(3);
      expect(said(7)).toContain('7');
    },
  );
});

describe('a week that is clearly worse', () => {
  const course = (deviation?: number) =>
    ({
      baseline: { ...baseline, value: 5, standard_deviation: deviation },
    }) as unknown as Course;
  const week = (points: number) => ({
    measure,
    now: {
      week: {
        mean: 5 - points,
        days: 5,
        baseline: { points, percent: 20 * points },
        earlier: { reason: 'too_few_treatments' as const },
      },
      relief: { reason: 'no_response' as const },
    },
  });
  const worse = (points: number, ...courses: Course[]) =>
    isClearlyWorse({ ...week(points), courses });

  test('is one that lies above the baseline by more than one score strays', () => {
    expect([worse(-1.6, course(1)), worse(-1.7, course(1))]).toEqual([false, true]);
    expect(worse(3, course(1))).toBe(false);
  });

  test('where the days before were all alike it is more than a tenth of the scale', () => {
    expect([worse(-1, course(0)), worse(-1.1, course(0))]).toEqual([false, true]);
    expect(worse(-1.1, course())).toBe(true);
  });

  test('goes by the course that it is compared with, the latest', () => {
    expect(worse(-2, course(3), course(1))).toBe(true);
    expect(worse(-2, course(1), course(3))).toBe(false);
  });

  test('is none where there is nothing to compare with', () => {
    const { measure: of, now } = week(-4);
    const alone = { ...now, week: { ...now.week, baseline: { reason: 'too_few_baseline_days' } } };
    expect(
      isClearlyWorse({ measure: of, now: alone as ReliefAnswer['now'], courses: [course(1)] }),
    ).toBe(false);
  });

  test.each(EVERY_LANGUAGE)(
    'in %s it is told calmly, with a next step and where help is',
    async (language) => {
      await speak(language);
      const said = m.now_worse({ help: m.nav_help() });
      expect(said).toContain(m.nav_help());
      expect(said).not.toMatch(/!/);
    },
  );
});

test('a median of which only "0 days or more" is known is not said', () => {
  const of = (relief_days: { from?: number; to?: number } | { reason: 'not_reached' }) =>
    reliefDaysOf({ relief_days } as Parameters<typeof reliefDaysOf>[0]);
  expect(of({ from: 0 })).toBeUndefined();
  expect(of({ reason: 'not_reached' })).toBeUndefined();
  expect(of({ from: 0, to: 8 })).toEqual({ from: 0, to: 8 });
  expect(of({ from: 2 })).toEqual({ from: 2 });
});
