/** What a questionnaire is about, and what its totals say. */
import { last } from '#domain/last.ts';
import { m } from '#messages';
import { dayOf } from '#domain/day.ts';
import type { Comparison } from '#domain/comparison.ts';
import {
  holds,
  type Change,
  type CutOff,
  type Questionnaire,
  type QuestionnaireId,
  type Totalled,
} from '#domain/questionnaires.ts';
import { severityBands, severityOf, severitySource, type Severity } from '#domain/severity.ts';
import { fullDay, numberText, percentText } from './format.ts';

const ABOUT: Record<QuestionnaireId, () => string> = {
  phq_9: () => m.questionnaire_about_depression(),
  gad_7: () => m.questionnaire_about_anxiety(),
  pcl_5: () => m.questionnaire_about_trauma(),
  peg: () => m.questionnaire_about_pain(),
  qids_sr16: () => m.questionnaire_about_depression(),
  who_5: () => m.questionnaire_about_wellbeing(),
  asrm: () => m.questionnaire_about_mania(),
};

export const aboutText = (id: QuestionnaireId): string => ABOUT[id]();

export const totalText = (total: number): string => numberText(total, 2);

const MEANINGS: Record<CutOff['meaning'], () => string> = {
  remission: () => m.cut_off_remission(),
  negative_screen: () => m.cut_off_negative_screen(),
  flag: () => m.cut_off_flag(),
};

const SIDES: Record<CutOff['side'], (total: { total: number }) => string> = {
  below: (total) => m.cut_off_below(total),
  at_most: (total) => m.cut_off_at_most(total),
  at_least: (total) => m.cut_off_at_least(total),
  above: (total) => m.cut_off_above(total),
};

/** "Remission: below 5" */
export const cutOffText = (cut: CutOff): string =>
  m.cut_off({ meaning: MEANINGS[cut.meaning](), side: SIDES[cut.side]({ total: cut.total }) });

const SEVERITIES: Record<Severity, () => string> = {
  minimal: () => m.severity_minimal(),
  mild: () => m.severity_mild(),
  moderate: () => m.severity_moderate(),
  moderately_severe: () => m.severity_moderately_severe(),
  severe: () => m.severity_severe(),
};

export const severityName = (severity: Severity): string => SEVERITIES[severity]();

/** What a total is called; nothing where there are no names. */
export function severityText({ id }: Questionnaire, total: number): string {
  const band = severityOf(id, total);
  return band ? severityName(band.severity) : '';
}

/** "14 (moderate)", or the total alone. */
export function totalWithSeverity(of: Questionnaire, total: number): string {
  const [text, severity] = [totalText(total), severityText(of, total)];
  return severity ? m.total_with_severity({ total: text, severity }) : text;
}

/** "0–4 minimal, 5–9 mild …, after their source"; nothing where there are no bands. */
export function severityKey({ id }: Questionnaire): string {
  const source = severitySource(id);
  if (!source) return '';
  const bands = severityBands(id).map(
    ({ from, to, severity }) => `${from}–${to} ${severityName(severity)}`,
  );
  return m.severity_key({ bands: bands.join(', '), source });
}

/** "0 to 27, lower is better" */
export const scaleText = ({ max, polarity }: Questionnaire): string =>
  `${m.range_of({ min: 0, max })}. ${polarity === 'higher_is_worse' ? m.lower_is_better() : m.higher_is_better()}`;

/** The latest total, what became of it, and how often the cut-off was passed. */
export function totalsText(
  of: Questionnaire,
  totals: readonly Totalled[],
  compared: Comparison | undefined,
): string {
  const latest = last(totals);
  if (!latest) return m.totals_none();
  const said = { total: totalWithSeverity(of, latest.total), day: fullDay(dayOf(latest)) };
  const parts =
    totals.length === 1
      ? [m.totals_one(said)]
      : [m.totals_many({ ...said, count: totals.length }), ...comparedText(of, compared)];
  const cut = of.cut_off;
  if (!cut) return parts.join(' ');
  const count = totals.filter(({ total }) => holds(cut, total)).length;
  return [...parts, m.totals_cut_off({ cut: cutOffText(cut), count, all: totals.length })].join(
    ' ',
  );
}

/** Nothing is compared with a total that is only the first in view. */
function comparedText(of: Questionnaire, comparison: Comparison | undefined): string[] {
  if (!comparison) return [m.totals_not_compared()];
  const { compared, before_treatment: before } = comparison;
  const said = {
    total: totalWithSeverity(of, compared.total),
    day: fullDay(dayOf(compared)),
  };
  return [
    before ? m.totals_before_treatment(said) : m.totals_first(said),
    ...changeText(of, comparison),
  ];
}

function changeText(of: Questionnaire, change: Change): string[] {
  const { points_better: points, percent_better: percent, meaningful, response } = change;
  if (points === 0) return [m.totals_same()];
  const by = { points: totalText(Math.abs(points)), count: Math.abs(points) };
  const least = { least: of.meaningful_change ?? 0 };
  const drop = {
    percent: percentText(Math.max(0, percent ?? 0) / 100),
    least: percentText((of.response_percent ?? 0) / 100),
  };
  return [
    points > 0 ? m.totals_better(by) : m.totals_worse(by),
    meaningful === undefined ? '' : meaningful ? m.totals_noticeable(least) : m.totals_small(least),
    response === undefined ? '' : response ? m.totals_response(drop) : m.totals_no_response(drop),
  ].filter(Boolean);
}
