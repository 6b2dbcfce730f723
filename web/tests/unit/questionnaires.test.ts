import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { comparison } from '#domain/comparison.ts';
import { severityBands, severityOf, severitySource } from '#domain/severity.ts';
import { loadMessages } from '#messages';
import { totalsText } from '#parts/questionnaire_text.ts';
import changes from '../../../tests/data/questionnaire_changes.json' with { type: 'json' };
import {
  asksForHelp,
  changeOf,
  dueFrom,
  holds,
  optional,
  possible,
  questionnaire,
  QUESTIONNAIRES,
  totalOf,
  type Form,
  type Item,
  type Questionnaire,
} from '#domain/questionnaires.ts';

afterEach(() => vi.unstubAllGlobals());

const known = (id: string): Questionnaire => {
  const of = questionnaire(id);
  if (!of) throw new Error(id);
  return of;
};

const item = (n: number, part: number | null, highest = 3, self_harm = false): Item => ({
  link_id: `q${n}`,
  lead: null,
  text: `Number ${n}?`,
  choices: Array.from({ length: highest + 1 }, (_, score) => ({
    code: `a${score}`,
    text: `Answer ${score}`,
    score: part === null ? null : score,
  })),
  part,
  self_harm,
});

const form = (items: Item[]): Form => ({ title: null, copyright: null, items });
const all = (items: Item[], code: string) =>
  Object.fromEntries(items.map(({ link_id }) => [link_id, code]));

test('a sum counts the questions that count, and needs them all', () => {
  const items = [...Array(9).keys()].map((n) => item(n, n, 3, n === 8));
  const asked = form([...items, item(9, null)]);
  expect(totalOf(known('phq_9'), asked, all(items, 'a3'))).toBe(27);
  expect(totalOf(known('phq_9'), asked, { ...all(items, 'a1'), q9: 'a3' })).toBe(9);
  expect(totalOf(known('phq_9'), asked, all(items.slice(1), 'a1'))).toBeUndefined();
  expect(totalOf(known('phq_9'), asked, { ...all(items, 'a1'), q0: 'nonsense' })).toBeUndefined();
});

test('a mean is kept to a hundredth, and well-being is four times its sum', () => {
  const three = [0, 1, 2].map((n) => item(n, n, 10));
  const answers = { q0: 'a10', q1: 'a5', q2: 'a4' };
  expect(totalOf(known('peg'), form(three), answers)).toBe(6.33);
  const five = [0, 1, 2, 3, 4].map((n) => item(n, n, 5));
  expect(totalOf(known('who_5'), form(five), { ...all(five, 'a3'), q0: 'a1' })).toBe(52);
});

test('of several questions of one part the highest counts, and one is enough', () => {
  const sizes = [4, 1, 4, 1, 1, 1, 1, 1, 2];
  const items = sizes
    .flatMap((size, part) => Array<number>(size).fill(part))
    .map((part, n) => item(n, part));
  const asked = form(items);
  expect(totalOf(known('qids_sr16'), asked, all(items, 'a3'))).toBe(27);
  const some = { ...all(items, 'a0'), q1: 'a2', q3: 'a3' };
  expect(totalOf(known('qids_sr16'), asked, some)).toBe(3);
  const one = Object.fromEntries(
    [0, 4, 5, 9, 10, 11, 12, 13, 15].map((n) => [`q${n}`, 'a1'] as const),
  );
  expect(totalOf(known('qids_sr16'), asked, one)).toBe(9);
  expect(items.map((one) => optional(asked, one)).filter(Boolean)).toHaveLength(10);
});

test('any answer but not at all about self-harm asks for help', () => {
  const asked = form([item(0, 0), item(1, 1, 3, true)]);
  expect(asksForHelp(asked, { q0: 'a3', q1: 'a0' })).toBe(false);
  expect(asksForHelp(asked, { q0: 'a0', q1: 'a1' })).toBe(true);
  expect(asksForHelp(asked, {})).toBe(false);
});

test('only what answers can come to is a total', () => {
  const possibilities = (id: string, totals: number[]) =>
    totals.map((total) => possible(known(id), total));
  expect(possibilities('phq_9', [0, 27, 28, -1, 4.5])).toEqual([true, true, false, false, false]);
  expect(possibilities('peg', [6.33, 10, 10.1])).toEqual([true, true, false]);
  expect(possibilities('who_5', [52, 50])).toEqual([true, false]);
});

test('a change is told in points, percent, and what they mean', () => {
  expect(changeOf(known('phq_9'), 20, 10)).toEqual({
    points_better: 10,
    percent_better: 50,
    meaningful: true,
    response: true,
  });
  expect(changeOf(known('phq_9'), 4, 9)).toMatchObject({ points_better: -5, response: false });
  expect(changeOf(known('who_5'), 20, 60)).toEqual({ points_better: 40, meaningful: true });
  expect(changeOf(known('asrm'), 12, 6)).toEqual({ points_better: 6, percent_better: 50 });
  expect(changeOf(known('gad_7'), 0, 3)).toEqual({ points_better: -3, meaningful: false });
});

test('a cut-off holds on its side', () => {
  const there = QUESTIONNAIRES.flatMap(({ id, cut_off: cut }) =>
    cut ? [[id, [-1, 0, 1].map((off) => holds(cut, cut.total + off))] as const] : [],
  );
  expect(Object.fromEntries(there)).toEqual({
    phq_9: [true, false, false],
    gad_7: [true, false, false],
    pcl_5: [true, false, false],
    qids_sr16: [true, true, false],
    who_5: [false, false, true],
    asrm: [false, true, true],
  });
});

test('it is due at once, and then so many days after the last answer', () => {
  const regular = { questionnaire: 'phq_9', every_days: 14 } as const;
  expect(dueFrom(regular, undefined, '2026-03-10')).toBe('2026-03-10');
  expect(dueFrom(regular, { at: '2026-03-10T23:30:00-05:00' }, '2026-03-10')).toBe('2026-03-24');
  expect(dueFrom({ ...regular, every_days: 7 }, { date: '2026-12-28' }, '')).toBe('2027-01-04');
});

interface Case {
  name: string;
  questionnaire: string;
  excerpt?: boolean;
  treatments: string[];
  totals: { when: string; total: number }[];
  expected: { since: number; before_treatment: boolean; points_better: number } | null;
}
// Of an excerpt the server alone compares: the app has the whole journal.
const cases = (changes.cases as Case[]).filter(({ excerpt }) => !excerpt);

test.each(cases)('the latest total is compared as the cases say: $name', (one) => {
  const totals = one.totals.map(({ when, total }) =>
    when.includes('T') ? { at: when, total } : { date: when, total },
  );
  const compared = comparison(known(one.questionnaire), totals, one.treatments);
  if (!one.expected) {
    expect(compared).toBeUndefined();
    return;
  }
  const { since, ...figures } = one.expected;
  const close = Object.entries(figures).map(([name, value]) => [
    name,
    typeof value === 'number' ? (expect.closeTo(value, 9) as number) : value,
  ]);
  expect(compared).toEqual({ compared: totals[since], ...Object.fromEntries(close) });
});

test('ranges of severity are those of the definitions, with their source', () => {
  const text = readFileSync('../src/domain/relief/definitions.md', 'utf8');
  const rows = (text.split('They are no diagnosis:')[1] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2, 4)
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
  const words = ['minimal', 'mild', 'moderate', 'moderately_severe', 'severe'] as const;
  const table = QUESTIONNAIRES.filter(({ id }) => severityBands(id).length > 0).map((of) => [
    of.name,
    ...words.map((word) => {
      const band = severityBands(of.id).find(({ severity }) => severity === word);
      return band ? `${band.from}–${band.to}` : '';
    }),
    severitySource(of.id),
  ]);
  expect(rows).toHaveLength(2);
  expect(table).toEqual(rows);
  expect(severityOf('phq_9', 19)?.severity).toBe('moderately_severe');
  expect(severityOf('who_5', 52)).toBeUndefined();
});

test('a sentence names the total that is compared with, and compares nothing with an excerpt', async () => {
  vi.stubGlobal('navigator', { languages: ['en-GB'] });
  await loadMessages('journal');
  const of = known('phq_9');
  const totals = [
    { date: '2026-02-10', total: 12 },
    { date: '2026-03-08', total: 21 },
    { date: '2026-04-19', total: 12 },
  ];
  const said = totalsText(of, totals, comparison(of, totals, ['2026-03-10T10:00:00+01:00']));
  expect(said).toContain('3 totals, the latest 12 (moderate) on');
  expect(said).toMatch(
    /before the latest course of treatments was 21 \(severe\), on .*8.* Since then 9 points better/,
  );
  expect(totalsText(of, totals, comparison(of, totals, []))).toMatch(
    /The first was 12 \(moderate\), on .* No change since then/,
  );
  expect(totalsText(of, totals, undefined)).toContain('nothing is compared');
});
