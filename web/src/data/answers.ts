/** Answers only the server can give (relief), with the last one kept for reading offline. */
import type { ReliefAnswer } from '#domain/relief.ts';
import { call } from './api.ts';
import { requireOwner, withDatabase, write, type CachedAnswer } from './database.ts';

export interface Dated<T> {
  answer: T;
  /** When the server confirmed it. */
  as_of: string;
  etag: string | null;
}

const pathOf = (measure: string) => `/relief?measure=${encodeURIComponent(measure)}`;

export async function keptRelief(measure: string): Promise<Dated<ReliefAnswer> | undefined> {
  const kept = await withDatabase((database) => database.get('answers', pathOf(measure)));
  return kept && { ...kept, answer: kept.answer as ReliefAnswer };
}

/** Asks the server; where `kept` still holds, the very same answer comes back. */
export async function freshRelief(
  measure: string,
  kept?: Dated<ReliefAnswer>,
): Promise<Dated<ReliefAnswer>> {
  const path = pathOf(measure);
  const headers: Record<string, string> = kept?.etag ? { 'if-none-match': kept.etag } : {};
  const response = await call(path, { headers });
  const as_of = new Date().toISOString();
  if (response.status === 304 && kept) return { ...kept, as_of };
  const answer = (await response.json()) as ReliefAnswer;
  const etag = response.headers.get('etag');
  await keep({ path, etag, as_of, answer });
  return { answer, as_of, etag };
}

async function keep(answer: CachedAnswer): Promise<void> {
  await write(['answers', 'facts'], async (transaction) => {
    await requireOwner(transaction);
    await transaction.objectStore('answers').put(answer);
  });
}
