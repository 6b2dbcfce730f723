/** Every sentence with numbers in it, as it reads with 0, 1, 2, 1.5 and 21. */
import { describe, expect, test } from 'vitest';
import { m } from '#messages';
import { EVERY_LANGUAGE, speak } from './languages.ts';
import { inputsOf, messagesOf, type Message } from './sentences.ts';

const NUMBERS = [0, 1, 2, 1.5, 21];

/** What holds a number where it is not a time, a day or a name: `points` counts what `number` shows. */
const COUNTED = new Set(
  'count days window surely possibly lost points number most all answered lines characters first second'.split(
    ' ',
  ),
);
/** Of these the app never says fewer than two: with one there is nothing to compare, or the limit is higher. */
const FROM_TWO = [
  'rapid_of',
  'rapid_sure_of',
  'measures_full',
  'share_fault_many',
  'plan_fault_lines',
];
/** Here `days` is a time or a list, in words. */
const IN_WORDS = ['overview_relief', 'damaged_these_days'];

/** What selects a form, as `{ count: '1', plural: '*' }`. */
const selected = (form: string) =>
  Object.fromEntries(form.split(', ').map((part) => part.split('=') as [string, string]));

/** A sentence that was chosen by the kind of a number, or by none, names that number. */
function unnamed(message: Message): string[] {
  if (typeof message === 'string') return [];
  return message.flatMap(({ declarations, match }) => {
    const base = declarations.join().match(/local plural = (\w+): plural/)?.[1];
    const numbers = new Set([base, ...inputsOf(message).filter((input) => COUNTED.has(input))]);
    return Object.entries(match).flatMap(([form, sentence]) => {
      const by = selected(form);
      const shown = (input: string) =>
        sentence.includes(`{${input}}`) ||
        // What is counted may be shown as it is written.
        (input === base && /\{(number|points)\}/.test(sentence));
      const isExact = (input: string) => /^\d+$/.test(by[input] ?? '');
      // Of one treatment everything is said when its number stands there, or when it is one alone.
      const isOne = Object.values(by).includes('1') || by['plural'] === 'one';
      return [...numbers]
        .filter((input) => input !== undefined && !shown(input) && !isExact(input))
        .filter((input) => !(isOne && input !== base))
        .map((input) => `${form}: {${input}} is missing`);
    });
  });
}

/** Two forms of one word begin alike, and a German noun with a capital: `was` and `were` are no names of things. */
const isOneWord = (one: string, many: string, language: string) =>
  one.slice(0, 3) === many.slice(0, 3) && (language !== 'de' || /^\p{Lu}/u.test(one));

/** The words after a number, up to the one in which two forms differ: "more day" and "more days". */
function differing(one: string, many: string, language: string): [string, string] | undefined {
  const after = (sentence: string) =>
    /\{(?:count|number|points|window|days)\}[ \u00a0]([^{]*)/
      .exec(sentence)?.[1]
      ?.split(/[ .,;:]/) ?? [];
  const [ofOne, ofMany] = [after(one), after(many)];
  const end = ofOne.findIndex((word, index) => word !== ofMany[index]) + 1;
  if (!isOneWord(ofOne[end - 1] ?? '-', ofMany[end - 1] ?? '', language)) return undefined;
  return [ofOne.slice(0, end).join(' '), ofMany.slice(0, end).join(' ')];
}

/** How each thing is called where there is one, and where there are several, after the messages with two forms. */
function namesIn(language: string): { one: Set<string>; many: Set<string> } {
  const [one, many] = [new Set<string>(), new Set<string>()];
  for (const message of Object.values(messagesOf(language))) {
    if (typeof message === 'string') continue;
    for (const { match } of message) {
      const form = (plural: string) =>
        Object.entries(match).find(
          ([key]) => selected(key)['plural'] === plural && !/=\d/.test(key),
        );
      const pair = differing(form('one')?.[1] ?? '', form('*')?.[1] ?? '', language);
      if (!pair) continue;
      one.add(pair[0]);
      many.add(pair[1]);
    }
  }
  for (const both of [...one].filter((name) => many.has(name))) {
    one.delete(both);
    many.delete(both);
  }
  return { one, many };
}

const made = new Map<string, Intl.PluralRules>();
/** Made once: it is slow. */
function pluralOf(language: string): Intl.PluralRules {
  const known = made.get(language) ?? new Intl.PluralRules(language);
  made.set(language, known);
  return known;
}

/** A name of one thing after a number of several, or the other way round, and a unit said twice. */
function misnumbered(said: string, language: string, names: ReturnType<typeof namesIn>): string[] {
  const plural = pluralOf(language);
  const units = new Set([...names.one, ...names.many]);
  const faults: string[] = [];
  for (const [, number = '', rest = ''] of said.matchAll(
    /(?<![\d.,])(\d+(?:[.,]\d+)?)[ \u00a0](?=(.*))/gu,
  )) {
    const isOne = plural.select(Number(number.replace(',', '.'))) === 'one';
    const words = rest.split(/[ \u00a0\u202f.,;:)]/);
    const wrong = isOne ? names.many : names.one;
    const found = [1, 2, 3]
      .map((length) => words.slice(0, length).join(' '))
      .find((name) => wrong.has(name));
    if (found) faults.push(`${number} ${found}`);
    const [first = '', second = ''] = words;
    if (units.has(first) && units.has(second)) faults.push(`${number} ${first} ${second}`);
  }
  return faults;
}

/** "1 of one": a number beside a number that is a word. */
const OF_ONE = /\d (of one|von eine[rm]?|de un[ao]?|sur une?|van een|de uma?)(?![\p{L}])/u;

type Say = Record<string, (inputs: Record<string, unknown>) => string>;

describe.each(EVERY_LANGUAGE)('in %s', (language) => {
  const messages = Object.entries(messagesOf(language));

  test('no number is left out of its sentence', () => {
    const wrong = messages.map(([key, message]): [string, string[]] => [key, unnamed(message)]);
    expect(wrong.filter(([, faults]) => faults.length > 0)).toEqual([]);
  });

  test('each sentence agrees with its numbers', async () => {
    await speak(language);
    const names = namesIn(language);
    expect(names.one.size).toBeGreaterThan(8);
    const format = new Intl.NumberFormat(language);
    const wrong: string[] = [];
    for (const [key, message] of messages) {
      for (const number of NUMBERS.filter((one) => one >= 2 || !FROM_TWO.includes(key))) {
        const span = m.span_days({ count: number, number: format.format(number) });
        const inputs = Object.fromEntries(
          [...inputsOf(message), ...COUNTED].map((input) => {
            if (input === 'number') return [input, format.format(number)];
            if (COUNTED.has(input) && !IN_WORDS.includes(key)) return [input, number];
            return [input, /^(span|after|days)$/.test(input) ? span : 'Xy'];
          }),
        );
        const said = (m as unknown as Say)[key]?.(inputs) ?? '';
        const faults = misnumbered(said, language, names);
        if (OF_ONE.test(said)) faults.push('of one');
        if (/undefined|NaN|[{}]/.test(said)) faults.push('not filled in');
        wrong.push(...faults.map((fault) => `${key}: ${fault}: ${said}`));
      }
    }
    expect([...new Set(wrong)]).toEqual([]);
    // Every message is said five times.
  }, 30_000);
});

describe('what is looked for is found', () => {
  const names = { one: new Set(['day', 'more day']), many: new Set(['days', 'more days']) };

  test('a number that does not agree, and a unit that stands twice', () => {
    expect(misnumbered('After 1 days.', 'en', names)).toEqual(['1 days']);
    expect(misnumbered('After 21 day', 'en', names)).toEqual(['21 day']);
    expect(misnumbered('1 more days', 'en', names)).toEqual(['1 more days']);
    expect(misnumbered('5 days days', 'en', names)).toEqual(['5 days days']);
    expect(misnumbered('1.5 days, 1 day and 0 days', 'en', names)).toEqual([]);
    expect('In 1 of one treatment').toMatch(OF_ONE);
  });

  test('a French zero is one', () => {
    const french = { one: new Set(['jour']), many: new Set(['jours']) };
    expect(misnumbered('0 jours, 1,5 jours, 2 jours', 'fr', french)).toEqual([
      '0 jours',
      '1,5 jours',
    ]);
  });

  test('a number that is left out', () => {
    const forms = (one: string) => [
      {
        declarations: ['input count', 'local plural = count: plural'],
        match: { 'plural=one': one, 'plural=*': '{count} days' },
      },
    ];
    expect(unnamed(forms('One day'))).toEqual(['plural=one: {count} is missing']);
    expect(unnamed(forms('{count} day'))).toEqual([]);
  });
});
