/** Questionnaires that a journal keeps totals of, with what a total means. They never enter relief. */
import { addDays, dayOf, type Day, type Instant } from './day.ts';
import type { Told } from './told.ts';

export type QuestionnaireId = Told<'Questionnaire'>;
export const QUESTIONNAIRE_IDS = [
  'phq_9',
  'gad_7',
  'pcl_5',
  'peg',
  'qids_sr16',
  'who_5',
  'asrm',
] as const satisfies readonly QuestionnaireId[];

export type CutOff = Told<'CutOff'>;

/** What is known of a questionnaire without its wording: the same as the server says. */
export type Questionnaire = { id: QuestionnaireId } & Pick<
  Told<'QuestionnaireDefinition'>,
  'name' | 'max' | 'totalling' | 'polarity' | 'response_percent' | 'cut_off' | 'meaningful_change'
>;

const remission = (side: CutOff['side'], total: number): CutOff => ({
  total,
  side,
  meaning: 'remission',
});
const negative = (side: CutOff['side'], total: number): CutOff => ({
  total,
  side,
  meaning: 'negative_screen',
});

type Row = Omit<Questionnaire, 'id' | 'totalling' | 'polarity'> & Partial<Questionnaire>;

const TABLE: Record<QuestionnaireId, Row> = {
  phq_9: {
    name: 'PHQ-9',
    max: 27,
    response_percent: 50,
    cut_off: remission('below', 5),
    meaningful_change: 5,
  },
  gad_7: {
    name: 'GAD-7',
    max: 21,
    response_percent: 50,
    cut_off: remission('below', 5),
    meaningful_change: 4,
  },
  pcl_5: {
    name: 'PCL-5',
    max: 80,
    response_percent: null,
    cut_off: negative('below', 31),
    meaningful_change: 10,
  },
  peg: {
    name: 'PEG',
    max: 10,
    totalling: 'mean',
    response_percent: 30,
    cut_off: null,
    meaningful_change: 1,
  },
  qids_sr16: {
    name: 'QIDS-SR16',
    max: 27,
    totalling: 'sum_of_domains',
    response_percent: 50,
    cut_off: remission('at_most', 5),
    meaningful_change: null,
  },
  who_5: {
    name: 'WHO-5',
    max: 100,
    totalling: 'four_times_sum',
    polarity: 'higher_is_better',
    response_percent: null,
    cut_off: negative('above', 50),
    meaningful_change: 10,
  },
  asrm: {
    name: 'ASRM',
    max: 20,
    response_percent: null,
    cut_off: { total: 6, side: 'at_least', meaning: 'flag' },
    meaningful_change: null,
  },
};

export const QUESTIONNAIRES: readonly Questionnaire[] = QUESTIONNAIRE_IDS.map((id) => ({
  id,
  totalling: 'sum',
  polarity: 'higher_is_worse',
  ...TABLE[id],
}));

export function questionnaire(id: string): Questionnaire | undefined {
  return QUESTIONNAIRES.find((known) => known.id === id);
}

/** What can be answered, and what it counts. */
export type Choice = Told<'QuestionnaireChoice'>;
/** `part`: of the parts that are totalled, the one it counts in. */
export type Item = Told<'QuestionnaireItem'>;
/** The questions of a questionnaire, as somebody imported them. */
export type Form = Pick<Told<'QuestionnaireForm'>, 'title' | 'copyright' | 'items'>;
/** The code of the option chosen, by the question. */
export type Answers = Told<'Answers'>;

const choiceOf = (item: Item, answers: Answers) =>
  item.choices.find(({ code }) => code === answers[item.link_id]);

/** The best of each part's scores, by part; a part without an answer is not in it. */
function scores(form: Form, answers: Answers): Map<number, number> {
  const best = new Map<number, number>();
  for (const item of form.items) {
    const score = choiceOf(item, answers)?.score ?? null;
    if (item.part === null || score === null) continue;
    best.set(item.part, Math.max(score, best.get(item.part) ?? score));
  }
  return best;
}

/** What answers come to, as the server totals them; nothing while one is missing. */
export function totalOf(
  { totalling }: Questionnaire,
  form: Form,
  answers: Answers,
): number | undefined {
  const found = scores(form, answers);
  const parts = new Set(form.items.map(({ part }) => part).filter((part) => part !== null));
  if (found.size < parts.size) return undefined;
  const sum = [...found.values()].reduce((all, score) => all + score, 0);
  if (totalling === 'mean') return Math.round((sum / found.size) * 100) / 100;
  return totalling === 'four_times_sum' ? 4 * sum : sum;
}

/** Whether a question may be passed over: it does not count, or another of its part can be answered. */
export function optional(form: Form, item: Item): boolean {
  return item.part === null || form.items.filter(({ part }) => part === item.part).length > 1;
}

/** Whether thoughts of death or of harming oneself were answered with anything but not at all. */
export function asksForHelp(form: Form, answers: Answers): boolean {
  return form.items.some((item) => item.self_harm && (choiceOf(item, answers)?.score ?? 0) > 0);
}

/** Whether a number can be a total of it. */
export function possible({ max, totalling }: Questionnaire, total: number): boolean {
  const step = totalling === 'four_times_sum' ? 4 : 1;
  return total >= 0 && total <= max && (totalling === 'mean' || total % step === 0);
}

export function holds({ total: cut, side }: CutOff, total: number): boolean {
  if (side === 'below') return total < cut;
  if (side === 'at_most') return total <= cut;
  return side === 'above' ? total > cut : total >= cut;
}

/** From one total to another; negative points are worse. */
export type Change = Omit<
  NonNullable<Told<'SharedQuestionnaire'>['change']>,
  'since' | 'before_treatment'
>;

/** From an earlier total to a later one. */
export function changeOf(of: Questionnaire, earlier: number, later: number): Change {
  const worse = of.polarity === 'higher_is_worse';
  const points = worse ? earlier - later : later - earlier;
  const percent = worse && earlier > 0 ? (100 * points) / earlier : undefined;
  return {
    points_better: points,
    ...(percent !== undefined && { percent_better: percent }),
    ...(of.meaningful_change !== null && { meaningful: Math.abs(points) >= of.meaningful_change }),
    ...(of.response_percent !== null &&
      percent !== undefined && { response: percent >= of.response_percent }),
  };
}

export interface Totalled {
  at?: Instant;
  date?: Day;
  total: number;
}

export const INTERVALS = [7, 14] as const;

/** A questionnaire that is answered every week, or every two. */
export type Regular = Told<'RegularQuestionnaire'>;

/** The day from which on it is due again; at once where it was never answered. */
export function dueFrom(
  { every_days }: Regular,
  last: { at?: Instant; date?: Day } | undefined,
  today: Day,
): Day {
  return last ? addDays(dayOf(last), every_days) : today;
}
