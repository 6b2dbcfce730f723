/** The columns of a table, and what the patient says they are. */
import { OWN_MEASURE_STEPS } from './limits.ts';
import type { QuestionnaireId } from './questionnaires.ts';
import type { EventCategory, OwnMeasure } from './records.ts';
import type { Told } from './told.ts';

/** As the server describes it; `proposed` is absent when something of it must be asked. */
export type Column = Told<'Column'>;

/** Of a long table, whose rows are one reading each, `reading` is the score and `reading_name` what it is of. */
export const KINDS = [
  'date',
  'time',
  'hour',
  'minute',
  'score',
  'reading_name',
  'reading',
  'note',
  'tags',
  'event',
  'event_category',
  'treatment',
  'total',
  'item',
  'ignore',
] as const;
export type Kind = (typeof KINDS)[number];

/** What a column can tell of a treatment. */
export const PARTS = [
  'medicine',
  'route',
  'dose',
  'dose_unit',
  'dose_mg_per_kg',
  'blood_pressure',
  'peak_blood_pressure',
] as const;
export type Part = (typeof PARTS)[number];

/** What a column is, as far as it was said. */
export interface Said {
  kind: Kind;
  /** Of a day: which comes first in it, or by which clock its seconds since 1970 are counted. */
  order: '' | 'day_first' | 'month_first' | 'epoch' | 'epoch_local';
  /** The measure that its scores are of; none for a new one. */
  measure: string;
  min: number | null;
  max: number | null;
  /** Which end is the bad one; of readings each name can tell it. */
  polarity: '' | OwnMeasure['polarity'] | 'by_name';
  /** What its figures are multiplied by, and what is added then. */
  factor: number | null;
  offset: number | null;
  /** The scores of its words. */
  words: Record<string, number | null>;
  category: EventCategory;
  part: Part;
  questionnaire: '' | QuestionnaireId;
}

const PROPOSED: Record<string, Kind> = {
  measure: 'score',
  new: 'score',
  measure_name: 'reading_name',
  value: 'reading',
  questionnaire: 'total',
};

/** What the server proposes, for the patient to go on from. */
export function proposal({ looks, order, figures, proposed }: Column): Said {
  const [word = '', more = '', item] = proposed?.split(':') ?? [];
  const asked: Kind = looks === 'date' || looks === 'score' ? looks : 'ignore';
  const told: Kind = item ? 'item' : (PROPOSED[word] ?? (word as Kind));
  // Behind the range of readings, as in `0..10 by_name`.
  const end = (word === 'value' && more.split(' ')[1]) || figures?.polarity;
  return {
    kind: proposed ? told : asked,
    order: order === 'day_first' || order === 'month_first' ? order : '',
    measure: word === 'measure' ? more : '',
    min: figures?.min ?? 0,
    max: figures?.max ?? 10,
    polarity: (end ?? '') as Said['polarity'],
    factor: 1,
    offset: 0,
    words: {},
    category: ((word === 'event' && more) || 'other') as EventCategory,
    part: ((word === 'treatment' && more) || 'medicine') as Part,
    questionnaire: (word === 'questionnaire' ? more : '') as Said['questionnaire'],
  };
}

/** Whether the file itself does not tell which comes first, the day or the month. */
export const hasOrder = ({ order }: Column): boolean =>
  order !== undefined && order !== 'clear' && order !== 'epoch';

/** Whether its days are counted in seconds, by a clock that the file does not tell. */
export const isCounted = ({ order }: Column): boolean => order === 'epoch';

export const isScored = ({ kind }: Said): boolean => kind === 'score' || kind === 'reading';

/** As the server is told it; nothing while something is missing. */
export function roleOf(column: Column, said: Said): string | undefined {
  const { kind, category, part, questionnaire } = said;
  switch (kind) {
    case 'date':
      return dayOf(column, said);
    case 'score':
    case 'reading':
      return scoreOf(column, said);
    case 'reading_name':
      return 'measure_name';
    case 'event':
      return `event:${category}`;
    case 'treatment':
      return `treatment:${part}`;
    case 'total':
      return questionnaire ? `questionnaire:${questionnaire}` : undefined;
    case 'item':
      return itemOf(column, said);
    default:
      return kind;
  }
}

function dayOf(column: Column, { order }: Said): string | undefined {
  const asked = isCounted(column)
    ? ['epoch', 'epoch_local']
    : hasOrder(column)
      ? ['day_first', 'month_first']
      : undefined;
  if (!asked) return 'date';
  return asked.includes(order) ? `date:${order}` : undefined;
}

function scoreOf(column: Column, said: Said): string | undefined {
  const [scale, change] = [scaleOf(said), changeOf(column, said)];
  return scale !== undefined && change !== undefined ? scale + change : undefined;
}

function itemOf(column: Column, said: Said): string | undefined {
  const change = changeOf(column, said);
  const isTold = said.questionnaire && change !== undefined;
  return isTold ? `questionnaire:${said.questionnaire}:item${change}` : undefined;
}

function scaleOf({ kind, measure, min, max, polarity }: Said): string | undefined {
  if (kind === 'score' && measure) return `measure:${measure}`;
  if (min === null || max === null || !polarity) return undefined;
  if (kind === 'score' && polarity === 'by_name') return undefined;
  const steps = max - min + 1;
  const whole = Number.isInteger(min) && Number.isInteger(max);
  return whole && steps >= OWN_MEASURE_STEPS.min && steps <= OWN_MEASURE_STEPS.max
    ? `${kind === 'reading' ? 'value' : 'new'}:${min}..${max} ${polarity}`
    : undefined;
}

/** What is done to its cells before they are scores. */
function changeOf({ words }: Column, said: Said): string | undefined {
  const { factor, offset } = said;
  const scores = words.map((word) => said.words[word] ?? null);
  if (factor === null || factor === 0 || offset === null || scores.includes(null)) return undefined;
  const changes = [
    factor !== 1 && `factor=${factor}`,
    offset !== 0 && `offset=${offset}`,
    ...words.map((word, index) => `${word}=${scores[index]}`),
  ];
  return changes.map((change) => (change ? `|${change}` : '')).join('');
}

/** Whether scores of this range can be those of the column, once its figures were converted. */
export function fits(
  { figures }: Column,
  { min, max }: { min: number; max: number },
  said?: Pick<Said, 'factor' | 'offset'>,
): boolean {
  if (!figures) return true;
  const [factor, offset] = [said?.factor ?? 1, said?.offset ?? 0];
  const ends = [figures.lowest, figures.highest].map((end) => end * factor + offset);
  return min <= Math.min(...ends) && Math.max(...ends) <= max;
}
