import { afterEach, describe, expect, test, vi } from 'vitest';
import { addDays, dayNumber, dayOf, instantOf, timeOf } from '#domain/day.ts';
import { sameJson } from '#domain/equal.ts';
import { newId } from '#domain/id.ts';
import { asksForHelp, BUILT_IN, CONDITIONS, startingMeasures } from '#domain/measures.ts';
import { roundDays, roundTo, spanOf } from '#domain/numbers.ts';
import { followed, suggestion } from '#domain/suggestion.ts';
import sevenDayMeans from '../../../tests/data/seven_day_means.json';
import rounding from '../../../tests/data/rounding.json';
import { baselineScore, stillRelieved } from '#domain/relief.ts';
import { percentText } from '#parts/format.ts';
import { dailySeries } from '#domain/trends.ts';

afterEach(() => vi.unstubAllGlobals());

describe('days', () => {
  test('an instant keeps the wall clock and the offset it was made at', () => {
    const at = instantOf(new Date(2026, 2, 10, 20, 5, 9));
    expect(at).toMatch(/^2026-03-10T20:05:09[+-]\d\d:\d\d$/);
    expect(Date.parse(at)).toBe(new Date(2026, 2, 10, 20, 5, 9).getTime());
    expect([dayOf({ at }), timeOf(at)]).toEqual(['2026-03-10', '20:05']);
  });

  test('the local day is the one written down, wherever it is read', () => {
    expect(dayOf({ at: '2026-03-10T23:30:00-08:00' })).toBe('2026-03-10');
    expect(dayOf({ date: '2026-03-10' })).toBe('2026-03-10');
  });

  test('days are counted over leap days and clock changes', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(dayNumber('2026-03-30') - dayNumber('2026-03-28')).toBe(2);
  });
});

test('identifiers are UUIDv7 and sort by time', () => {
  const [early, late] = [newId(1_700_000_000_000), newId(1_700_000_000_001)];
  expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(early < late).toBe(true);
  expect(parseInt(early.replace('-', '').slice(0, 12), 16)).toBe(1_700_000_000_000);
});

describe('measures', () => {
  test.each(CONDITIONS)('%s starts with at most eight known measures', (condition) => {
    const chosen = startingMeasures([condition]);
    expect(chosen.length).toBeGreaterThan(2);
    expect(chosen.length).toBeLessThanOrEqual(8);
    expect(chosen.every((id) => BUILT_IN.some((measure) => measure.id === id))).toBe(true);
    expect(new Set(chosen).size).toBe(chosen.length);
  });

  test('with every condition each still has a say', () => {
    const chosen = startingMeasures(CONDITIONS);
    expect(chosen).toHaveLength(8);
    expect(chosen).toEqual(
      expect.arrayContaining([
        'low_mood',
        'anxiety',
        'intrusive_memories',
        'obsessions',
        'elevated_mood',
        'pain',
        'self_harm_thoughts',
      ]),
    );
  });

  describe('when the conditions change', () => {
    const start = startingMeasures(['chronic_pain']);

    test('what comes with the new one is suggested, what went with the old one may go', () => {
      const suggested = suggestion(start, ['chronic_pain'], ['ptsd']);
      expect(suggested.add).toContain('intrusive_memories');
      expect(suggested.drop).toEqual(expect.arrayContaining(['pain', 'pain_interference']));
      expect(followed(start, suggested).sort()).toEqual(startingMeasures(['ptsd']).sort());
    });

    test('what was chosen by hand stays, what was hidden by hand is not brought back', () => {
      const chosen = ['worry', 'an-own-one', ...start.filter((id) => id !== 'wellbeing')];
      const suggested = suggestion(chosen, ['chronic_pain'], ['ptsd']);
      expect(suggested.add).not.toContain('wellbeing');
      const kept = followed(chosen, suggested).filter((id) => !suggested.add.includes(id));
      expect(kept).toEqual(chosen.filter((id) => !suggested.drop.includes(id)));
      expect(kept.slice(0, 2)).toEqual(['worry', 'an-own-one']);
    });

    test('a question that still matters to a condition is not suggested to go', () => {
      const all = startingMeasures(['depression']);
      const { drop } = suggestion(all, ['depression'], ['depression', 'ocd', 'ptsd', 'bipolar']);
      expect(drop).toEqual([]);
    });

    test('the question that brings up someone to call is never suggested to go', () => {
      const { drop } = suggestion(startingMeasures(['depression']), ['depression'], ['ocd']);
      expect(drop).toContain('hopelessness');
      expect(drop).not.toContain('self_harm_thoughts');
    });

    test('the question that brings up someone to call is suggested where it is missing', () => {
      const lacking = startingMeasures(['depression']).filter((id) => id !== 'self_harm_thoughts');
      expect(suggestion(lacking, ['depression'], ['depression', 'ocd']).add).toContain(
        'self_harm_thoughts',
      );
      expect(suggestion(lacking, ['depression'], ['bipolar']).add).toContain('self_harm_thoughts');
      expect(suggestion(lacking, ['depression'], ['depression']).add).toEqual([]);
      expect(suggestion([], ['chronic_pain'], ['ocd']).add).not.toContain('self_harm_thoughts');
    });

    test('with no condition left nothing is suggested', () => {
      expect(suggestion(start, ['chronic_pain'], [])).toEqual({ add: [], drop: [] });
    });
  });

  test('thoughts of self-harm from five on bring up the card', () => {
    expect(asksForHelp({ self_harm_thoughts: 4 })).toBe(false);
    expect(asksForHelp({ self_harm_thoughts: 5 })).toBe(true);
    expect(asksForHelp({ low_mood: 10 })).toBe(false);
  });
});

describe('the daily series', () => {
  const at = (day: string, low_mood: number) => ({ date: day, scores: { low_mood } });

  test('has observed days only, with their mean and spread', () => {
    const series = dailySeries(
      [
        at('2026-03-02', 4),
        at('2026-03-01', 2),
        at('2026-03-02', 8),
        { date: '2026-03-05', scores: {} },
      ],
      'low_mood',
      [],
    );
    expect(series).toEqual([
      { date: '2026-03-01', mean: 2, min: 2, max: 2, check_ins: 1 },
      { date: '2026-03-02', mean: 6, min: 4, max: 8, check_ins: 2 },
    ]);
  });

  test('the seven-day mean needs three observed days among the day and the six before', () => {
    const days = ['2026-03-01', '2026-03-04', '2026-03-07', '2026-03-08', '2026-03-20'];
    const series = dailySeries(
      days.map((day, index) => at(day, index)),
      'low_mood',
      [],
    );
    expect(series.map((day) => day.seven_day_mean)).toEqual([
      undefined,
      undefined,
      1,
      2,
      undefined,
    ]);
  });

  test.each(sevenDayMeans)(
    'the seven-day mean starts anew at each treatment, as on the server: $name',
    ({ treatments, check_ins, days }) => {
      const written = check_ins.map(({ score, ...when }) => ({
        ...when,
        scores: { low_mood: score },
      }));
      const series = dailySeries(written, 'low_mood', treatments);
      expect(series.map(exact)).toEqual(days.map(exact));
    },
  );

  /** The same but for rounding: sums of another order differ in their last digits. */
  function exact<Day extends { mean: number; seven_day_mean?: number }>(day: Day): Day {
    const round = (value: number) => Number(value.toFixed(9));
    const { mean, seven_day_mean } = day;
    if (seven_day_mean === undefined) return { ...day, mean: round(mean) };
    return { ...day, mean: round(mean), seven_day_mean: round(seven_day_mean) };
  }
});

describe('figures', () => {
  test.each(rounding.hours)(
    'a time of $of hours is rounded as on paper',
    ({ of, unit, amount }) => {
      expect(spanOf(of)).toEqual({ unit, amount });
    },
  );

  test.each(rounding.days)('$of days are rounded as on paper', ({ of, amount }) => {
    expect(roundDays(of)).toBe(amount);
  });

  test.each(rounding.numbers)('$of is rounded as on paper', ({ of, decimals, text }) => {
    expect(String(roundTo(of, decimals))).toBe(text);
  });

  test.each(rounding.percent)('a share of $of is rounded as on paper', ({ of, text }) => {
    vi.stubGlobal('navigator', { languages: ['en-GB'] });
    expect(percentText(of)).toBe(`${text}%`);
  });

  test('the relief curve says nothing past the longest relief seen', () => {
    const curve = {
      steps: [{ days: 6, survival: 0.5, at_risk: 2, lost: 1 }],
      treatments: 2,
      lost: 1,
    };
    expect([3, 6, 9].map((days) => stillRelieved(curve, days, 8))).toEqual([1, 0.5, undefined]);
  });
});

test('a baseline reads as a score, whichever end of the measure is the bad one', () => {
  const range = { min: 0, max: 10 };
  expect(baselineScore({ ...range, polarity: 'higher_is_worse' }, 7)).toBe(7);
  expect(baselineScore({ ...range, polarity: 'higher_is_better' }, 7)).toBe(3);
  expect(baselineScore({ min: 1, max: 5, polarity: 'higher_is_worse' }, 3)).toBe(4);
});

test('two JSON values are the same whatever the order of their members', () => {
  expect(sameJson({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
  expect(sameJson({ a: 1, b: undefined }, { a: 1 })).toBe(true);
  expect(sameJson([1, 2], [2, 1])).toBe(false);
  expect(sameJson({ a: 1 }, { a: 2 })).toBe(false);
});
