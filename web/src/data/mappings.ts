/**
 * What the columns of tables were said to be, for the next file of the same header. It is kept with the
 * journal on this device alone, and leaves with it: by a fingerprint of the names of the columns, without
 * the names themselves and without anything that stands below them.
 */
import { hasOrder, isCounted, KINDS, proposal, type Column, type Said } from '#domain/columns.ts';
import { fingerprint } from '#domain/fingerprint.ts';
import type { Measure } from '#domain/measures.ts';
import { fact, keepFact } from './facts.ts';

const KEY = 'tables';
/** The last ones: nobody brings in more kinds of tables. */
const MOST = 20;

/** Without the scores of words and of measures by their names: both are what somebody wrote. */
type Kept = Omit<Said, 'words' | 'readings'> & { words: undefined; readings: undefined };
type Mappings = [header: string, columns: Kept[]][];

const headerOf = (columns: readonly Column[]) => fingerprint(columns.map(({ name }) => name));

export async function rememberMapping(
  columns: readonly Column[],
  said: readonly Said[],
): Promise<void> {
  const header = headerOf(columns);
  const others = (await mappings()).filter(([known]) => known !== header);
  const kept = said.map((one): Kept => ({
    ...one,
    words: undefined,
    readings: undefined,
  }));
  await keepFact(KEY, [[header, kept], ...others].slice(0, MOST));
}

/** What was said of such columns last; nothing for a header that is new here. */
export async function rememberedMapping(
  columns: readonly Column[],
  measures: ReadonlyMap<string, Measure>,
): Promise<Said[] | undefined> {
  const header = headerOf(columns);
  const kept = (await mappings()).find(([known]) => known === header)?.[1];
  return kept?.length === columns.length
    ? columns.map((column, index) => again(column, kept[index] as Kept, measures))
    : undefined;
}

function again(column: Column, kept: Kept, measures: ReadonlyMap<string, Measure>): Said {
  const fresh = proposal(column);
  // An earlier version of the app may have kept what this one has no name for.
  if (!KINDS.includes(kept.kind)) return fresh;
  const told = hasOrder(column) && column.order !== 'unclear';
  const asked = hasOrder(column) || isCounted(column);
  return {
    ...fresh,
    ...kept,
    words: fresh.words,
    readings: fresh.readings,
    number: kept.number ?? 0,
    // What this file tells itself holds.
    order: told || !asked ? fresh.order : kept.order,
    measure: measures.has(kept.measure) ? kept.measure : '',
  };
}

async function mappings(): Promise<Mappings> {
  return (await fact<Mappings>(KEY).catch(() => undefined)) ?? [];
}
