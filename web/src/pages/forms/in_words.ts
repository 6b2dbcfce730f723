/** What the server says, in the reader's language: the sentences are fetched when they are needed. */
import { loadMessages, m } from '#messages';
import type { Problem, Said } from '#data/api.ts';

const MOST = 3;

const fetched = async () =>
  (await Promise.all([import('../said/said.ts'), loadMessages('said')]))[0];

export async function inWords(said: readonly Said[]): Promise<string[]> {
  return said.length === 0 ? [] : said.map((await fetched()).sentenceOf);
}

/** Why a request was refused: what is wrong with what was sent, or the problem itself. */
export async function problemInWords(problem: Problem): Promise<string> {
  const { code, params, message, faults } = problem;
  if (faults.length > 0) return [...new Set(await inWords(faults.slice(0, MOST)))].join(' ');
  const { knows, sentenceOf } = await fetched();
  const sentence = sentenceOf({ code, params, detail: message });
  // A newer server, or something in between: its own words alone would tell nobody what became of it.
  return knows(code) ? sentence : `${m.fault_unknown()} ${sentence}`;
}
