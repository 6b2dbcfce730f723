/** Onset and relief in plain words; the uncertainty stays in the sentence. */
import { m } from '#messages';
import {
  certainty,
  present,
  type Certainty,
  type Figure,
  type Nap,
  type Onset,
  type Reason,
  type Relief,
  type TreatmentRelief,
} from '#domain/relief.ts';
import { daysText, numberText, percentText, spanText } from './format.ts';

const REASONS: Record<Reason, () => string> = {
  planned: () => m.reason_planned(),
  too_few_baseline_days: () => m.reason_too_few_baseline_days(),
  baseline_too_low: () => m.reason_baseline_too_low(),
  no_follow_up: () => m.reason_no_follow_up(),
  baseline_too_variable: () => m.reason_baseline_too_variable(),
  already_responding: () => m.reason_already_responding(),
  no_response: () => m.reason_no_response(),
  too_few_days: () => m.reason_too_few_days(),
};

export const reasonText = (reason: Reason): string => REASONS[reason]();

export function onsetText(onset: Figure<Onset>): string {
  if (!present(onset)) return reasonText(onset.reason);
  const about = m.onset_about({ span: spanText(onset.hours) });
  const between =
    onset.after_hours > 0
      ? m.onset_between({ before: spanText(onset.after_hours) })
      : m.onset_first_entry();
  return [about, between, onset.confirmed ? '' : m.onset_unconfirmed()].filter(Boolean).join(' ');
}

/** Nothing where the onset's reason has said it already. */
export function reliefText(relief: Figure<Relief>): string {
  if (!present(relief)) return '';
  const { days, ended } = relief;
  if (days === 0) return m.relief_just_seen();
  const span = daysText(days);
  if (ended === 'lost') return m.relief_lasted({ span });
  if (ended === 'next_treatment') return m.relief_until_next({ span });
  return ended === 'silence' ? m.relief_until_silence({ span }) : m.relief_still_going({ span });
}

export function peakText(peak: TreatmentRelief['peak']): string {
  if (!present(peak) || peak.improvement_percent <= 0) return '';
  return m.peak_text({
    percent: percentText(peak.improvement_percent / 100),
    span: spanText(peak.hours),
  });
}

export function coverageText(coverage: { days: number; window_days: number }): string {
  return m.coverage({ days: coverage.days, window: coverage.window_days });
}

const CERTAINTIES: Record<Certainty, () => string> = {
  clear: () => m.certainty_clear(),
  likely: () => m.certainty_likely(),
  weak: () => m.certainty_weak(),
  none: () => m.certainty_none(),
  opposite: () => m.certainty_opposite(),
};

export const certaintyText = (nap: Nap): string => CERTAINTIES[certainty(nap)]();

export function napText(nap: Figure<Nap>): string {
  if (!present(nap)) return reasonText(nap.reason);
  const { value, lower, upper } = nap;
  const said = `${certaintyText(nap)} ${m.nap_pairs({ percent: percentText(value) })}`;
  if (lower === undefined || upper === undefined) return said;
  return `${said} ${m.nap_interval({ lower: percentText(lower), upper: percentText(upper) })}`;
}

export function baselineText(value: number, sd: number | undefined): string {
  return sd === undefined
    ? m.baseline_value({ value: numberText(value) })
    : m.baseline_value_sd({ value: numberText(value), sd: numberText(sd) });
}

/** From one part to another; a dash where nobody can say how wide it is. */
export function intervalText(lower: number | undefined, upper: number | undefined): string {
  if (lower === undefined || upper === undefined) return '–';
  return m.interval({ lower: percentText(lower), upper: percentText(upper) });
}
