/** Every measure this patient can be asked about: the built-in ones and their own. */
import {
  BUILT_IN,
  ownMeasure,
  startingMeasures,
  type Measure,
  type Offered,
} from '#domain/measures.ts';
import type { Account } from './account.svelte.ts';
import { list } from './journal.ts';
import { scoreCounts } from './scored.ts';

export async function knownMeasures(): Promise<Map<string, Measure>> {
  const own = await list('measure');
  const all = [...BUILT_IN, ...own.map(({ id, ...body }) => ownMeasure(id, body))];
  return new Map(all.map((measure) => [measure.id, measure]));
}

/** The measures of these ids, in this order; an id this device does not know yet is left out. */
export async function measuresOf(ids: readonly string[]): Promise<Measure[]> {
  const known = await knownMeasures();
  return ids.map((id) => known.get(id)).filter((measure) => measure !== undefined);
}

/** Those this patient follows; before they have chosen any, the ones they would start with. */
export async function followedMeasures(account: Account | null | undefined): Promise<Measure[]> {
  if (!account) return [];
  const { measures, conditions } = account;
  return measuresOf(measures.length > 0 ? measures : startingMeasures(conditions));
}

/** Every measure that has scores can be looked at, and so can those that are asked about. */
export async function offeredMeasures(account: Account | null | undefined): Promise<Offered> {
  const [asked, known, counts] = await Promise.all([
    followedMeasures(account),
    knownMeasures(),
    scoreCounts(),
  ]);
  const ids = new Set(asked.map(({ id }) => id));
  const others = [...known.values()].filter(({ id }) => !ids.has(id) && (counts[id] ?? 0) > 0);
  return { asked, others };
}
