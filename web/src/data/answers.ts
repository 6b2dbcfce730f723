/** Answers only the server can give (relief, forms), with the last one kept for reading offline. */
import type { ReliefAnswer } from '#domain/relief.ts';
import { call, jsonTextOf } from './api.ts';
import { requireOwner, withDatabase, write, type CachedAnswer } from './database.ts';

export interface Dated<T> {
  answer: T;
  /** When the server confirmed it. */
  as_of: string;
  etag: string | null;
}

const reliefOf = (measure: string) => `/relief?measure=${encodeURIComponent(measure)}`;

export const keptRelief = (measure: string) => kept<ReliefAnswer>(reliefOf(measure));
export const freshRelief = (measure: string, known?: Dated<ReliefAnswer>) =>
  fresh(reliefOf(measure), known);

/** The last answer to a question, where there was one. */
export async function kept<T>(path: string): Promise<Dated<T> | undefined> {
  const known = await withDatabase((database) => database.get('answers', path));
  return known && { answer: JSON.parse(known.json) as T, as_of: known.as_of, etag: known.etag };
}

/** Asks the server; where `known` still holds, the very same answer comes back. */
export async function fresh<T>(path: string, known?: Dated<T>): Promise<Dated<T>> {
  const headers: Record<string, string> = known?.etag ? { 'if-none-match': known.etag } : {};
  const response = await call(path, { headers });
  const as_of = new Date().toISOString();
  if (response.status === 304 && known) return { ...known, as_of };
  const json = await jsonTextOf(response);
  const answer = JSON.parse(json) as T;
  const etag = response.headers.get('etag');
  await keep({ path, etag, as_of, json });
  return { answer, as_of, etag };
}

async function keep(answer: CachedAnswer): Promise<void> {
  await write(['answers', 'facts'], async (transaction) => {
    await requireOwner(transaction);
    await transaction.objectStore('answers').put(answer);
  });
}
