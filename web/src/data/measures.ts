/** Every measure this patient can be asked about: the built-in ones and their own. */
import { BUILT_IN, ownMeasure, type Measure } from '#domain/measures.ts';
import { list } from './journal.ts';

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
