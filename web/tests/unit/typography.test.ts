/** What stands between words and signs: spaces at which no line ends, and buttons that fit. */
import { readFileSync, readdirSync } from 'node:fs';
import { parse } from 'svelte/compiler';
import { expect, test } from 'vitest';
import { LANGUAGES } from '../languages.ts';
import { everySentence, messagesOf, sentencesOf } from './sentences.ts';

const NARROW = '\u202f';
const FIXED = '\u00a0';
const none = /\d\s+%/gu;
const fixedPercent = new RegExp(`\\d(?!${FIXED}%)\\s*%`, 'gu');

/** What is wrong in each language. A language that is not named sets nothing before a sign. */
const WRONG: Record<string, readonly RegExp[]> = {
  de: [fixedPercent],
  es: [fixedPercent],
  fr: [
    new RegExp(`(?:^|[^${NARROW}])[;?!%]`, 'gu'),
    // A clock's colon stands between its digits.
    new RegExp(`(?:^|[^${FIXED}\\d]):|\\d:(?!\\d)`, 'gu'),
    new RegExp(`«(?!${FIXED})`, 'gu'),
    new RegExp(`(?:^|[^${FIXED}])»`, 'gu'),
  ],
};

function misspaced(language: string, sentence: string): string[] {
  return (WRONG[language] ?? [none]).flatMap((wrong) => sentence.match(wrong) ?? []);
}

test.each(LANGUAGES)('%s sets its fixed spaces', (language) => {
  const wrong = everySentence(language).filter(([, said]) => misspaced(language, said).length > 0);
  expect(wrong).toEqual([]);
});

test('a plain space, and none at all, are found', () => {
  expect(misspaced('fr', 'Où êtes-vous ?')).toEqual([' ?']);
  expect(misspaced('fr', 'Où : «ici»')).toHaveLength(3);
  expect(misspaced('fr', `Où${NARROW}? Ici${FIXED}: «${FIXED}là${FIXED}»`)).toEqual([]);
  expect(misspaced('de', '50 % und 50%, nicht das 95-%-Intervall')).toHaveLength(2);
  expect(misspaced('en', '50 %')).toHaveLength(1);
});

/** What is looked at of a node of a component, as svelte's parser gives it. */
interface Node {
  type: string;
  name: string;
  start: number;
  end: number;
  attributes?: Node[];
  fragment?: { nodes: Node[] };
}

/** Where a node holds no elements. */
const NO_NODES = new Set(['attributes', 'expression', 'loc', 'name_loc', 'parent']);

/** The code of what stands in a button, or in a link or a label that looks like one. */
function buttonsIn(code: string): string[] {
  const found: string[] = [];
  const text = ({ start, end }: Node) => code.slice(start, end);
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    const { type, name, attributes = [], fragment } = part as Node;
    const looks = attributes.some((one) => one.name === 'class' && /\bbutton\b/.test(text(one)));
    if (type === 'RegularElement' && (name === 'button' || looks))
      found.push(fragment?.nodes.map(text).join('') ?? '');
    if (name === 'Confirm') found.push(...attributes.filter(isConfirm).map(text));
    for (const [key, within] of Object.entries(part)) if (!NO_NODES.has(key)) walk(within);
  };
  const isConfirm = ({ name }: Node) => name === 'confirm';
  walk(parse(code, { modern: true }).fragment);
  // What only a screen reader says takes no room.
  return found.map((button) => button.replace(/<span class="unseen">[^]*?<\/span>/g, ''));
}

/** The messages that buttons of the app say. */
function keysOfButtons(): string[] {
  const root = new URL('../../src/', import.meta.url);
  const found = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.svelte'))
    .flatMap((file) => buttonsIn(readFileSync(new URL(file, root), 'utf8')))
    .flatMap((button) => [...button.matchAll(/\bm\.(\w+)\(/g)].map(([, key = '']) => key));
  return [...new Set(found)].sort();
}

const MOST = 40;
const FEW = 24;

/** What stands for a name or a number in a button. */
const shown = (sentence: string) =>
  sentence.replaceAll('{count}', '21').replaceAll(/\{\w+\}/g, 'Tokyo').length;

/** Over it in English, which is the shortest: what each does would not be told by fewer words. */
const LONG = ['crisis_directory', 'damaged_put_back', 'share_usual'];

/** A question and a number, across the whole card. */
const SENTENCE = 'crisis_danger';

test('no button is longer than a line of a narrow phone', () => {
  const buttons = keysOfButtons().filter((key) => key !== SENTENCE);
  expect(buttons).toEqual(expect.arrayContaining(['save', 'cancel', 'erase_for_good']));
  const long: string[] = [];
  for (const language of LANGUAGES) {
    const said = messagesOf(language);
    for (const key of buttons) {
      const most = Math.max(...sentencesOf(said[key] ?? '').map(shown));
      expect.soft(most, `${language}: ${key}`).toBeLessThanOrEqual(MOST);
      if (language === 'en' && most > FEW) long.push(key);
    }
  }
  expect(long).toEqual(LONG);
  // All components are read.
}, 30_000);

test.each(LANGUAGES)('the tabs are short, %s', (language) => {
  const said = messagesOf(language);
  for (const key of ['nav_check_in', 'nav_treatments', 'nav_timeline', 'nav_relief']) {
    const label = said[key] as string;
    expect.soft(label.length, label).toBeLessThanOrEqual(11);
  }
});
