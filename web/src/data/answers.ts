/** Answers only the server can give (relief, forms), with the last one kept for reading offline. */
import type { ReliefAnswer, ReliefAnswers } from '#domain/relief.ts';
import { call, jsonTextOf } from './api.ts';
import { requireOwner, withDatabase, write, type CachedAnswer } from './database.ts';

export interface Dated<T> {
  answer: T;
  /** When the server confirmed it. */
  as_of: string;
  etag: string | null;
}

/** Relief of several measures: what is said of each goes by all of them, so that they are asked together. */
export type Reliefs = ReadonlyMap<string, ReliefAnswer>;

/** Under this key the last answer about relief is kept, whichever measures it was of. */
const RELIEF = '/relief';

/** The same measures give the same question, in whatever order they are offered. */
function reliefOf(measures: readonly string[]): string {
  const named = [...measures].sort().map((id) => `measure=${encodeURIComponent(id)}`);
  return `${RELIEF}?${named.join('&')}`;
}

type ReliefJson = ReliefAnswer | ReliefAnswers;

function byMeasure(dated: Dated<ReliefJson>): Dated<Reliefs> {
  const { answer } = dated;
  const each = 'measures' in answer ? answer.measures : [answer];
  return { ...dated, answer: new Map(each.map((one) => [one.measure.id, one])) };
}

/** What the server said last, be it of these measures or of those that were offered before. */
export async function keptRelief(): Promise<Dated<Reliefs> | undefined> {
  const known = await kept<ReliefJson>(RELIEF);
  return known && byMeasure(known);
}

/** Asks the server about these measures; `keptRelief` holds the answer from then on. */
export async function freshRelief(measures: readonly string[]): Promise<Dated<Reliefs>> {
  const known = await kept<ReliefJson>(RELIEF);
  return byMeasure(await fresh(reliefOf(measures), known, RELIEF));
}

/** The last answer to a question, where there was one. */
export async function kept<T>(path: string): Promise<Dated<T> | undefined> {
  const known = await withDatabase((database) => database.get('answers', path));
  return known && { answer: JSON.parse(known.json) as T, as_of: known.as_of, etag: known.etag };
}

/** Asks the server and keeps the answer; where `known` still holds, the very same answer comes back. */
export async function fresh<T>(path: string, known?: Dated<T>, key = path): Promise<Dated<T>> {
  const headers: Record<string, string> = known?.etag ? { 'if-none-match': known.etag } : {};
  const response = await call(path, { headers });
  const as_of = new Date().toISOString();
  if (response.status === 304 && known) return { ...known, as_of };
  const json = await jsonTextOf(response);
  const answer = JSON.parse(json) as T;
  const etag = response.headers.get('etag');
  await keep({ path: key, etag, as_of, json });
  return { answer, as_of, etag };
}

async function keep(answer: CachedAnswer): Promise<void> {
  await write(['answers', 'facts'], async (transaction) => {
    await requireOwner(transaction);
    await transaction.objectStore('answers').put(answer);
  });
}
