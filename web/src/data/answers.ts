/** Answers only the server can give (relief), with the last one kept for reading offline. */
import type { ReliefAnswer } from '#domain/relief.ts';
import { call } from './api.ts';
import { requireOwner, withDatabase, write, type CachedAnswer } from './database.ts';

export interface Dated<T> {
  answer: T;
  /** When the server last confirmed it. */
  as_of: string;
}

const pathOf = (measure: string) => `/relief?measure=${encodeURIComponent(measure)}`;

export async function keptRelief(measure: string): Promise<Dated<ReliefAnswer> | undefined> {
  const kept = await withDatabase((database) => database.get('answers', pathOf(measure)));
  return kept && { answer: kept.answer as ReliefAnswer, as_of: kept.as_of };
}

/** Asks the server; an unchanged journal costs it a 304. */
export async function freshRelief(measure: string): Promise<Dated<ReliefAnswer>> {
  const path = pathOf(measure);
  const kept = await withDatabase((database) => database.get('answers', path));
  const headers: Record<string, string> = kept?.etag ? { 'if-none-match': kept.etag } : {};
  const response = await call(path, { headers });
  const as_of = new Date().toISOString();
  const answer =
    response.status === 304 && kept ? kept.answer : ((await response.json()) as ReliefAnswer);
  const etag = response.status === 304 ? (kept?.etag ?? null) : response.headers.get('etag');
  await keep({ path, etag, as_of, answer });
  return { answer: answer as ReliefAnswer, as_of };
}

async function keep(answer: CachedAnswer): Promise<void> {
  await write(['answers', 'facts'], async (transaction) => {
    await requireOwner(transaction);
    await transaction.objectStore('answers').put(answer);
  });
}
