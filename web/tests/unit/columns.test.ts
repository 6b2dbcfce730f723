import { describe, expect, it } from 'vitest';
import {
  fits,
  hasOrder,
  isCounted,
  proposal,
  roleOf,
  type Column,
  type Said,
} from '#domain/columns.ts';

const column = (of: Partial<Column>): Column => ({
  name: 'x',
  samples: [],
  empty: 0,
  looks: 'other',
  words: [],
  ...of,
});
const figures = { lowest: 1, highest: 5, decimals: 0, min: 1, max: 5 };
const role = (of: Partial<Column>, change: Partial<Said> = {}) =>
  roleOf(column(of), { ...proposal(column(of)), ...change });

describe('what a column is', () => {
  it.each(['time', 'note', 'tags', 'ignore', 'measure:pain', 'new:1..5 higher_is_worse'])(
    'is at first what is proposed: %s',
    (proposed) => {
      const polarity = 'higher_is_worse' as const;
      expect(role({ proposed, figures: { ...figures, polarity } })).toBe(proposed);
    },
  );

  it.each([
    'measure_name',
    'value:1..5 by_name',
    'value:1..5 higher_is_worse',
    'treatment:dose_unit',
    'treatment:peak_blood_pressure',
    'questionnaire:phq_9',
    'questionnaire:phq_9:item',
    'event:life',
    'event_category',
  ])(
    'goes on from what is proposed of treatments, questionnaires and long tables: %s',
    (proposed) => {
      expect(role({ proposed, figures })).toBe(proposed);
    },
  );

  it('knows which question of a questionnaire it is, where that matters', () => {
    const third = { proposed: 'questionnaire:qids_sr16:item:3' };
    expect(role(third)).toBe('questionnaire:qids_sr16:item:3');
    expect(role(third, { number: 0 })).toBeUndefined();
    expect(role(third, { questionnaire: 'phq_9' })).toBe('questionnaire:phq_9:item');
  });

  it('tells how each measure that it names is scored', () => {
    const [worse, better] = ['higher_is_worse', 'higher_is_better'] as const;
    const named = {
      proposed: 'measure_name|Pain: left=0..100 higher_is_worse|Steps=ignore',
      readings: [
        { name: 'Pain: left', figures: { ...figures, min: 0, max: 100, polarity: worse } },
        { name: 'Run', figures },
        { name: 'Steps' },
      ],
    };
    // Which end of Run is the bad one is asked.
    expect(role(named)).toBeUndefined();
    const { readings } = proposal(column(named));
    const said = (run: Partial<Said['readings'][string]>) =>
      role(named, { readings: { ...readings, Run: { min: 1, max: 5, polarity: better, ...run } } });
    const before = 'measure_name|Pain: left=0..100 higher_is_worse|';
    expect(said({})).toBe(`${before}Run=1..5 higher_is_better|Steps=ignore`);
    expect(said({ polarity: 'ignore' })).toBe(`${before}Run=ignore|Steps=ignore`);
    expect(said({ max: 1 })).toBeUndefined();
    expect(said({ min: null })).toBeUndefined();
  });

  it('has the words of an item scored', () => {
    const item = { proposed: 'questionnaire:phq_9:item', words: ['Never', 'Often'] };
    expect(role(item)).toBeUndefined();
    expect(role(item, { words: { Never: 0, Often: 3 } })).toBe(
      'questionnaire:phq_9:item|Never=0|Often=3',
    );
  });

  it('is a day, whose order matters only where it is in figures', () => {
    expect(role({ looks: 'date', order: 'clear', proposed: 'date' })).toBe('date');
    const plain = { looks: 'date', order: 'month_first', proposed: 'date:month_first' } as const;
    expect(role(plain)).toBe('date:month_first');
    const unclear = { looks: 'date', order: 'unclear' } as const;
    expect(hasOrder(column(unclear))).toBe(true);
    expect(role(unclear)).toBeUndefined();
    expect(role(unclear, { order: 'day_first' })).toBe('date:day_first');
    // A second day of a row is proposed as nothing, but may be chosen.
    expect(role({ looks: 'date', order: 'clear', proposed: 'ignore' }, { kind: 'date' })).toBe(
      'date',
    );
  });

  it('is counted in seconds by a clock that is asked for', () => {
    const counted = { looks: 'date', order: 'epoch' } as const;
    expect([hasOrder(column(counted)), isCounted(column(counted))]).toEqual([false, true]);
    expect(role(counted)).toBeUndefined();
    expect(role(counted, { order: 'epoch_local' })).toBe('date:epoch_local');
    expect(role(counted, { order: 'day_first' })).toBeUndefined();
  });

  it.each([
    [{ kind: 'reading_name' }, 'measure_name'],
    [{ kind: 'reading', polarity: 'higher_is_worse' }, 'value:0..10 higher_is_worse'],
    [{ kind: 'event' }, 'event:other'],
    [{ kind: 'event', category: 'therapy' }, 'event:therapy'],
    [{ kind: 'treatment', part: 'dose_mg_per_kg' }, 'treatment:dose_mg_per_kg'],
    [{ kind: 'treatment', part: 'dose_unit' }, 'treatment:dose_unit'],
    [{ kind: 'event_category' }, 'event_category'],
    [{ kind: 'reading', polarity: 'by_name' }, 'value:0..10 by_name'],
    // A score of its own has its end told.
    [{ kind: 'score', polarity: 'by_name' }, undefined],
    [{ kind: 'total' }, undefined],
    [{ kind: 'total', questionnaire: 'phq_9' }, 'questionnaire:phq_9'],
    [{ kind: 'item', questionnaire: 'phq_9' }, 'questionnaire:phq_9:item'],
  ] as const)('is what is said: %o', (said, expected) => {
    expect(role({}, said)).toBe(expected);
  });

  it('has its figures converted and its words scored', () => {
    const valence = { looks: 'score', figures: { ...figures, lowest: -1, highest: 0.5 } } as const;
    const said = { measure: 'wellbeing', factor: 50, offset: 50 };
    expect(role(valence, said)).toBe('measure:wellbeing|factor=50|offset=50');
    expect(role(valence, { ...said, factor: null })).toBeUndefined();
    expect(role(valence, { ...said, factor: 0 })).toBeUndefined();
    expect(fits(column(valence), { min: 0, max: 75 }, said)).toBe(true);
    expect(fits(column(valence), { min: 0, max: 75 })).toBe(false);
    expect(fits(column(valence), { min: -75, max: 0 }, { factor: -50, offset: -50 })).toBe(true);
    const words = { words: ['low', 'high'] };
    const worded = { kind: 'score', measure: 'fatigue', words: { low: 2 } } as const;
    expect(role(words, worded)).toBeUndefined();
    expect(role(words, { ...worded, words: { low: 0, high: 8 } })).toBe(
      'measure:fatigue|low=0|high=8',
    );
    // As a note they need none.
    expect(role(words, { kind: 'note' })).toBe('note');
  });

  it('is a score only when its range and its bad end are told', () => {
    const score = { looks: 'score', figures } as const;
    expect(role(score)).toBeUndefined();
    const polarity = 'higher_is_better' as const;
    expect(role(score, { polarity })).toBe('new:1..5 higher_is_better');
    for (const wrong of [{ min: null }, { max: 1 }, { max: 102 }, { min: 0.5 }])
      expect(role(score, { polarity, ...wrong })).toBeUndefined();
    expect(role(score, { measure: 'pain' })).toBe('measure:pain');
    expect(fits(column(score), { min: 0, max: 10 })).toBe(true);
    expect(fits(column(score), { min: 0, max: 4 })).toBe(false);
  });
});
