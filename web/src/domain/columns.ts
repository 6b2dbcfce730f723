/** The columns of a table, and what the patient says they are. */
import { OWN_MEASURE_STEPS } from './limits.ts';
import { questionnaire, type QuestionnaireId } from './questionnaires.ts';
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

/** How a measure of a long table is scored: by which end of it, or not at all. */
export interface Reading {
  min: number | null;
  max: number | null;
  polarity: '' | 'ignore' | OwnMeasure['polarity'];
}

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
  /** Which of its questions a column is, where some count together; 0 while nobody said. */
  number: number;
  /** How each measure of a long table is scored, by their names. */
  readings: Record<string, Reading>;
}

const PROPOSED: Record<string, Kind> = {
  measure: 'score',
  new: 'score',
  measure_name: 'reading_name',
  value: 'reading',
  questionnaire: 'total',
};

/** What the server proposes, for the patient to go on from. */
export function proposal({ looks, order, figures, proposed, readings = [] }: Column): Said {
  // The names of measures may have any sign in them.
  const [role = ''] = proposed?.split('|') ?? [];
  const [word = '', more = '', item, number] = role.split(':');
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
    number: Number(number ?? 0),
    readings: Object.fromEntries(readings.map((reading) => [reading.name, ofReading(reading)])),
  };
}

/** What has no scores that a question can have is left out. */
const ofReading = ({ figures }: NonNullable<Column['readings']>[number]): Reading => ({
  min: figures?.min ?? 0,
  max: figures?.max ?? 10,
  polarity: figures ? (figures.polarity ?? '') : 'ignore',
});

/** Whether the file itself does not tell which comes first, the day or the month. */
export const hasOrder = ({ order }: Column): boolean =>
  order !== undefined && order !== 'clear' && order !== 'epoch';

/** Whether its days are counted in seconds, by a clock that the file does not tell. */
export const isCounted = ({ order }: Column): boolean => order === 'epoch';

export const isScored = ({ kind }: Said): boolean => kind === 'score' || kind === 'reading';

/** As the server is told it; nothing while something is missing. */
export function roleOf(column: Column, said: Said): string | undefined {
  const { kind, category, part } = said;
  switch (kind) {
    case 'date':
      return dayOf(column, said);
    case 'score':
    case 'reading':
      return scoreOf(column, said);
    case 'reading_name':
      return namesOf(column, said);
    case 'event':
      return `event:${category}`;
    case 'treatment':
      return `treatment:${part}`;
    case 'total':
      return said.questionnaire ? `questionnaire:${said.questionnaire}` : undefined;
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
  const numbered = hasNumbers(said);
  const isTold = said.questionnaire && change !== undefined && (!numbered || said.number > 0);
  if (!isTold) return undefined;
  return `questionnaire:${said.questionnaire}:item${numbered ? `:${said.number}` : ''}${change}`;
}

/** How many questions the QIDS-SR16 has: the only one of which the highest of several counts. */
export const NUMBERED_ITEMS = 16;

/** Whether it matters which question of its questionnaire a column is. */
export const hasNumbers = ({ questionnaire: id }: Pick<Said, 'questionnaire'>): boolean =>
  questionnaire(id)?.totalling === 'sum_of_domains';

/** How each measure is scored, where a column names measures. */
function namesOf({ readings = [] }: Column, said: Said): string | undefined {
  const told = readings.map(({ name }) => {
    const { min, max, polarity } = said.readings[name] ?? ofReading({ name });
    if (polarity === 'ignore') return `|${name}=ignore`;
    return polarity && isRange(min, max) ? `|${name}=${min}..${max} ${polarity}` : undefined;
  });
  return told.includes(undefined) ? undefined : `measure_name${told.join('')}`;
}

function scaleOf({ kind, measure, min, max, polarity }: Said): string | undefined {
  if (kind === 'score' && measure) return `measure:${measure}`;
  if (min === null || max === null || !polarity) return undefined;
  if (kind === 'score' && polarity === 'by_name') return undefined;
  return isRange(min, max)
    ? `${kind === 'reading' ? 'value' : 'new'}:${min}..${max} ${polarity}`
    : undefined;
}

function isRange(min: number | null, max: number | null): boolean {
  if (min === null || max === null) return false;
  const steps = max - min + 1;
  const whole = Number.isInteger(min) && Number.isInteger(max);
  return whole && steps >= OWN_MEASURE_STEPS.min && steps <= OWN_MEASURE_STEPS.max;
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
