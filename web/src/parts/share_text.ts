/** What a link shows, in words: the same for who shares and who reads. */
import { m } from '#messages';
import type { INCLUDABLE, ShareRange } from '#domain/share.ts';
import { fullDay } from './format.ts';

export const INCLUDED: Record<(typeof INCLUDABLE)[number], () => string> = {
  notes: () => m.share_notes(),
  doses: () => m.share_doses(),
  side_effects: () => m.share_side_effects(),
  questionnaires: () => m.share_questionnaires(),
  self_harm: () => m.measure_self_harm_thoughts_name(),
  safety_plan: () => m.share_safety_plan(),
};

export function rangeText({ last_days, from, to }: ShareRange): string {
  if (last_days !== undefined) return m.shared_days_last({ count: last_days });
  if (from && to) return m.shared_days_between({ from: fullDay(from), to: fullDay(to) });
  if (from) return m.shared_days_from({ from: fullDay(from) });
  return to ? m.shared_days_to({ to: fullDay(to) }) : m.shared_days_all();
}
