/** Where a person is now and what is said first, in words: at most four short lines, and no more than is known. */
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Headline, ReliefNow } from '#domain/relief.ts';
import { nowLines, type Standing } from '#parts/now_text.ts';
import { headlineNotes, headlineText } from '#parts/relief_text.ts';
import { EVERY_LANGUAGE, speak } from './languages.ts';

vi.stubGlobal('navigator', { languages: ['en-GB'] });
beforeEach(() => speak('en'));

const measure = { id: 'low_mood', min: 0, max: 10, polarity: 'higher_is_worse' } as const;
const absent = { reason: 'no_treatment' } as const;
/** Where the clock is nine hours ahead. */
const treated = '2026-03-10T19:00:00+09:00';
const hoursAfter = (hours: number) => new Date(Date.parse(treated) + hours * 3_600_000);

function standing(
  now: Partial<ReliefNow>,
  headline: Headline,
  more: Partial<Standing> = {},
): Standing {
  return {
    measure,
    now: { week: absent, relief: absent, ...now },
    headline,
    days_left: { reason: 'too_few_treatments' },
    ...more,
  };
}

const last = { id: 't', at: treated, judged_on: '2026-03-17' };
const stated: Headline = { says: 'relief' };
const unclear: Headline = { says: 'cannot_tell', course: 0 };
const noOthers = { reason: 'too_few_treatments' } as const;
const week = (mean: number, points: number) => ({
  mean,
  days: 5,
  baseline: { points, percent: 10 * points },
  earlier: noOthers,
});

const STATES = {
  before: standing({}, { says: 'no_treatment' }),
  planned: standing(
    { next: { id: 'n', at: '2026-03-24T10:00:00+09:00', baseline_days: 1 } },
    { says: 'no_treatment' },
  ),
  two_hours: standing(
    { last, week: { reason: 'too_early' }, relief: { reason: 'too_early' } },
    { says: 'too_early', course: 0, from: '2026-03-17', missing_days: 2 },
  ),
  course: standing(
    {
      last,
      week: week(2, 6),
      relief: { ended: 'still_going', since: '2026-03-11T07:00:00+09:00', days: 4.5 },
      next: { id: 'n', at: '2026-03-17T19:00:00+09:00' },
    },
    stated,
  ),
  maintenance: standing(
    {
      last,
      week: { ...week(3, 4), earlier: { mean: 4.5, treatments: 5 } },
      relief: { ended: 'still_going', since: '2026-03-11T07:00:00+09:00', days: 6.5 },
    },
    stated,
    { days_left: { median_days_left: 2, after_days: 6.5, treatments: 5, lost: 4 } },
  ),
  faded: standing(
    {
      last,
      week: week(7, 1),
      relief: { ended: 'lost', since: treated, days: 2, faded_on: '2026-03-12' },
    },
    stated,
  ),
  no_effect: standing({ last, week: week(7.8, 0.2), relief: { reason: 'no_response' } }, unclear),
  stopped: standing(
    {
      last,
      week: { reason: 'too_few_days' },
      relief: { ended: 'stopped_writing', since: treated, days: 3 },
      silent_since: '2026-03-13',
    },
    stated,
  ),
};
type State = keyof typeof STATES;

const said = (state: State, hours: number, reader: 'patient' | 'clinician' = 'patient') =>
  nowLines(STATES[state], hoursAfter(hours), reader);

describe('where a person is now', () => {
  test('before the first treatment it says what makes a comparison possible', () => {
    expect(said('before', 0)).toEqual(['No treatment has taken place yet.']);
    expect(said('planned', 0)).toEqual([
      'No treatment has taken place yet. The next is planned for 24 March, 10:00.',
      'Entries on 2 more days before it make a comparison possible. No treatment has to wait for that.',
    ]);
  });

  test('two hours after, there is nothing but the hours: the headline says when it can be told', () => {
    expect(said('two_hours', 0.9)).toEqual(['The last treatment was less than an hour ago.']);
    expect(said('two_hours', 2.9)).toEqual(['2 hours since the last treatment.']);
    expect(said('two_hours', 23.9)).toEqual(['23 hours since the last treatment.']);
    expect(said('two_hours', 47.9)).toEqual(['1 day since the last treatment.']);
  });

  test('in a course it says since when relief goes on, and how the days are beside those before', () => {
    expect(said('course', 5 * 24)).toEqual([
      '5 days since the last treatment. The next is planned for 17 March, 19:00.',
      'Relief was first seen on 11 March and has lasted 5 days so far.',
      'Since then: 2 on average; before treatment 8.',
    ]);
  });

  test('what earlier ones leave is never a date', () => {
    const lines = said('maintenance', 8 * 24);
    expect(lines[1]).toBe(
      'Relief was first seen on 11 March and has lasted 7 days so far. In half of the earlier cases where relief lasted this long, it had ended 2 days later; in the other half it went on.',
    );
    expect(lines.slice(2)).toEqual([
      'The last seven days: 3 on average; before treatment 7.',
      'The same days after 5 earlier treatments: 4.5.',
    ]);
  });

  test('bad news has a next step, for the person and not for the clinician', () => {
    const faded = 'Relief had largely faded by 12 March, after 2 days.';
    expect(said('faded', 9 * 24)[1]).toBe(`${faded} It can help to tell the people who treat you.`);
    expect(said('faded', 9 * 24, 'clinician')[1]).toBe(faded);
    expect(said('stopped', 15 * 24)[1]).toBe(
      'Relief lasted at least 3 days; the last entry is from 13 March. An entry today shows how it is now.',
    );
    expect(said('stopped', 15 * 24, 'clinician')[1]).not.toContain('today');
  });

  test('without a word of relief where there is none', () => {
    expect(said('no_effect', 9 * 24)).toEqual([
      '9 days since the last treatment.',
      'The last seven days: 7.8 on average; before treatment 8.',
    ]);
  });

  test('scores are read from the end that the measure has', () => {
    const better = { ...measure, polarity: 'higher_is_better' as const };
    const lines = nowLines({ ...STATES.course, measure: better }, hoursAfter(120), 'patient');
    expect(lines[2]).toBe('Since then: 8 on average; before treatment 2.');
  });

  test('a day of another year has its year', () => {
    expect(said('faded', 400 * 24)[1]).toContain('12 March 2026');
  });

  test.each(EVERY_LANGUAGE)('in %s each state is at most four short lines', async (language) => {
    await speak(language);
    for (const state of Object.keys(STATES) as State[]) {
      const lines = said(state, 9 * 24);
      expect(lines.length, state).toBeLessThanOrEqual(4);
      expect(lines.length, state).toBeGreaterThan(0);
      for (const line of lines) expect(line.length, line).toBeLessThan(190);
    }
  });
});

describe('what is said first', () => {
  test('better, but not surely by half', () => {
    const better = { says: 'better', course: 0, points: 2.04, never_by_half: true } as const;
    expect(headlineText(better)).toBe(
      'Better by about 2 points than before, but not surely by half',
    );
    expect(headlineText({ ...better, points: 1, never_by_half: false })).toBe(
      'Better by about 1 point than before',
    );
  });

  test('too early says from when on and what is needed until then', () => {
    const early = { says: 'too_early', course: 0, from: '2026-03-17', missing_days: 2 } as const;
    expect(headlineNotes(early)).toEqual([
      'An answer is possible from 17 March 2026 on.',
      'Until then entries on 2 more days are needed.',
    ]);
    expect(headlineNotes({ ...early, missing_days: 0 })).toHaveLength(1);
  });

  test('nothing to compare with says what was missing and what comes next', () => {
    const nothing = { says: 'nothing_to_compare_with', course: 0, days_before: 1 } as const;
    expect(headlineText(nothing)).toBe('There is nothing to compare with');
    expect(headlineNotes(nothing)[0]).toContain('1 day has an entry; three are needed');
  });

  test('ups and downs are not blamed for what has another reason', () => {
    const low = { says: 'cannot_tell', course: 0, reason: 'baseline_too_low' } as const;
    expect(headlineText(low)).toBe('It cannot be told from these entries');
    expect(headlineText(unclear)).toBe('No improvement can be told from ordinary ups and downs');
  });
});

describe('a real journal without relief', () => {
  type Answer = Standing & { at: string };
  const file = new URL('../../../tests/snapshots/esm_relief.snap', import.meta.url);
  const [, , json = ''] = readFileSync(file, 'utf8').split(/^---$/m);
  const answers = JSON.parse(json) as Answer[];
  const NEVER: Record<string, RegExp> = {
    en: /relief|eased|%/i,
    de: /linderung|erleichterung|leichter|%/i,
    es: /alivi|%/i,
    fr: /soulag|répit|%/i,
    nl: /verlicht|opgelucht|%/i,
    'pt-BR': /alívi|alivi|%/i,
  };

  test('there are days on which something has to be said', () => {
    expect(answers.length).toBeGreaterThan(80);
    const said = new Set(answers.map(({ headline }) => headline.says));
    expect([...said]).toEqual(expect.arrayContaining(['no_treatment', 'too_early', 'cannot_tell']));
  });

  test.each(EVERY_LANGUAGE)(
    'in %s no headline and no line of today speaks of relief',
    async (language) => {
      await speak(language);
      for (const answer of answers) {
        const first = [headlineText(answer.headline), ...headlineNotes(answer.headline)];
        for (const reader of ['patient', 'clinician'] as const) {
          const lines = nowLines(answer, new Date(answer.at), reader);
          for (const said of [...first, ...lines]) expect(said).not.toMatch(NEVER[language] ?? /$/);
        }
      }
    },
  );
});
