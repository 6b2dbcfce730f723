import { describe, expect, it } from 'vitest';
import { fits, hasOrder, proposal, roleOf, type Column, type Said } from '#domain/columns.ts';

const column = (of: Partial<Column>): Column => ({
  name: 'x',
  samples: [],
  empty: 0,
  looks: 'other',
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
