import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { loadMessages } from '#messages';
import type { Said } from '#data/api.ts';
import { ALIKE, FOR_PROGRAMS, sentenceOf } from '../../src/pages/said/said.ts';
import { LANGUAGES } from '../languages.ts';

type Words = Record<string, string | { match: Record<string, string> }[]>;

/** Every code that the server can send, with the names of what comes with it: the server's own test writes it. */
const snapshot = new URL('../../../tests/snapshots/said_codes.snap', import.meta.url);
const list = JSON.parse(readFileSync(snapshot, 'utf8').replace(/^---\n[^]*?\n---\n/, '')) as Record<
  'problems' | 'refusals',
  Record<string, string[]>
>;
const params: Record<string, string[]> = { ...list.problems, ...list.refusals };
const codes = Object.keys(params);

const wordsIn = (language: string) =>
  JSON.parse(
    readFileSync(new URL(`../../said/words/${language}.json`, import.meta.url), 'utf8'),
  ) as Words;
const sentences = (words: Words[string]) =>
  typeof words === 'string' ? [words] : words.flatMap(({ match }) => Object.values(match));

/** Those that are not themselves said: programs' ones share a sentence, and a refused write says its reason. */
const said = codes.filter(
  (code) => !FOR_PROGRAMS.has(code) && !(code in ALIKE) && code !== 'write_refused',
);
const OWN = ['for_programs', 'unknown', 'in_column'];

test('the list of codes is there', () => {
  expect(codes.length).toBeGreaterThan(100);
});

test.each(LANGUAGES)(
  'every code that the server can send has a sentence in %s, and no other has',
  (language) => {
    const keys = [...said, ...OWN].map((code) => `said_${code}`).sort();
    expect(
      Object.keys(wordsIn(language))
        .filter((key) => key !== '$schema')
        .sort(),
    ).toEqual(keys);
  },
);

test.each(LANGUAGES)('a sentence in %s speaks only of what comes with its code', (language) => {
  const words = wordsIn(language);
  for (const code of said) {
    const spoken = sentences(words[`said_${code}`] ?? '')
      .flatMap((sentence) => [...sentence.matchAll(/\{(\w+)\}/g)])
      .map(([, name = '']) => name);
    expect.soft([code, spoken.filter((name) => !params[code]?.includes(name))]).toEqual([code, []]);
  }
});

test('no code is taken for one of programs, or for another, that there is not', () => {
  expect([...FOR_PROGRAMS, ...Object.keys(ALIKE)].filter((code) => !codes.includes(code))).toEqual(
    [],
  );
});

describe('in German', () => {
  beforeAll(async () => {
    vi.stubGlobal('navigator', { languages: ['de-AT'] });
    await loadMessages('said');
  });
  afterAll(() => vi.unstubAllGlobals());

  const spoken: [Said, string][] = [
    [
      { code: 'whole_number', params: { min: 0, max: 10 }, detail: 'expected …' },
      'Bitte eine ganze Zahl von 0 bis 10.',
    ],
    [
      { code: 'year', params: { min: 1900, max: 2200 }, detail: 'expected …' },
      'Das Jahr muss zwischen 1900 und 2200 liegen.',
    ],
    [
      { code: 'one_of', params: { allowed: ['iv', 'im', 'oral'] }, detail: 'expected …' },
      'Hier geht nur eines davon: iv, im oder oral.',
    ],
    [
      { code: 'number', params: { min: 1, max: 3 }, detail: 'expected …', column: 'Schmerz' },
      'Schmerz: Bitte eine Zahl von 1 bis 3.',
    ],
    [
      { code: 'weak_password', params: { warning: 'dates' }, detail: 'expected …' },
      'Dieses Passwort ist zu leicht zu erraten: Es enthält ein Datum oder eine Jahreszahl. Drei oder vier Wörter ohne Zusammenhang sind gut.',
    ],
    [
      { code: 'weak_password', params: { warning: 'none' }, detail: 'expected …' },
      'Dieses Passwort ist zu leicht zu erraten. Drei oder vier Wörter ohne Zusammenhang sind gut.',
    ],
    [
      { code: 'write_refused', params: { reason: 'id_in_use', said: '…' }, detail: '…' },
      'Der Server hat an dieser Stelle etwas anderes. Bitte schreib es neu.',
    ],
    [
      { code: 'of_next_year', params: {}, detail: 'expected a comet' },
      'Der Server sagt: expected a comet',
    ],
    [
      { code: undefined as never, detail: 'of an older server' },
      'Der Server sagt: of an older server',
    ],
  ];

  test.each(spoken)('%j is said in words', (said, words) => {
    expect(sentenceOf(said)).toBe(words);
  });

  test('what only programs cause is said with the English of the server', () => {
    const said = { code: 'cursor', params: {}, detail: 'expected the `next` of an earlier page' };
    expect(sentenceOf(said)).toContain('expected the `next` of an earlier page');
  });
});
