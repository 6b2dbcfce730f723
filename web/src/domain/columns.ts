/** The columns of a table, and what the patient says they are. */
import { OWN_MEASURE_STEPS } from './limits.ts';
import type { OwnMeasure } from './records.ts';
import type { Told } from './told.ts';

/** As the server describes it; `proposed` is absent when something of it must be asked. */
export type Column = Told<'Column'>;

export type Kind = 'date' | 'time' | 'hour' | 'minute' | 'score' | 'note' | 'tags' | 'ignore';

/** What a column is, as far as it was said. */
export interface Said {
  kind: Kind;
  /** Of a day in figures whose year is last. */
  order: '' | 'day_first' | 'month_first';
  /** The measure that its scores are of; none for a new one. */
  measure: string;
  min: number | null;
  max: number | null;
  polarity: '' | OwnMeasure['polarity'];
}

/** What the server proposes, for the patient to go on from. */
export function proposal({ looks, order, figures, proposed }: Column): Said {
  const [word = '', more = ''] = proposed?.split(':') ?? [];
  const kinds: Record<string, Kind> = { measure: 'score', new: 'score' };
  const asked: Kind = looks === 'date' || looks === 'score' ? looks : 'ignore';
  return {
    kind: proposed ? (kinds[word] ?? (word as Kind)) : asked,
    order: order === 'day_first' || order === 'month_first' ? order : '',
    measure: word === 'measure' ? more : '',
    min: figures?.min ?? 0,
    max: figures?.max ?? 10,
    polarity: figures?.polarity ?? '',
  };
}

/** Whether the file itself does not tell which comes first, the day or the month. */
export const hasOrder = ({ order }: Column): boolean => order !== undefined && order !== 'clear';

/** As the server is told it; nothing while something is missing. */
export function roleOf(column: Column, said: Said): string | undefined {
  const { kind, order, measure, min, max, polarity } = said;
  if (kind === 'date' && hasOrder(column)) return order ? `date:${order}` : undefined;
  if (kind !== 'score') return kind;
  if (measure) return `measure:${measure}`;
  if (min === null || max === null || !polarity) return undefined;
  const steps = max - min + 1;
  const whole = Number.isInteger(min) && Number.isInteger(max);
  return whole && steps >= OWN_MEASURE_STEPS.min && steps <= OWN_MEASURE_STEPS.max
    ? `new:${min}..${max} ${polarity}`
    : undefined;
}

/** Whether scores of this range can be those of the column. */
export const fits = ({ figures }: Column, { min, max }: { min: number; max: number }): boolean =>
  !figures || (min <= figures.lowest && figures.highest <= max);
