import { expect, test } from 'vitest';
import { ownMeasure } from '#domain/measures.ts';
import { tokenIn } from '#domain/share.ts';

const TOKEN = 'AaH90K18dQqcoDHmlVMYSlkGJVIG64UKypBIemotLFdACmjHtYNiEMlJ6iw05-_s';

const shlink = (payload: unknown) =>
  `shlink:/${Buffer.from(JSON.stringify(payload)).toString('base64url')}`;

test('the token of a link is its fragment', () => {
  expect(tokenIn(`#${TOKEN}`)).toBe(TOKEN);
});

test('the token in a SMART Health Link is the last part of its address', () => {
  const url = `https://journal.example/api/v1/shl/${TOKEN}`;
  expect(tokenIn(`#${shlink({ url, key: 'k', flag: 'L', v: 1 })}`)).toBe(TOKEN);
  expect(tokenIn(`#${shlink({ url, label: 'Dr Müller – Köln', v: 1 })}`)).toBe(TOKEN);
  expect(tokenIn(`#${shlink({ url: `${url}?recipient=clinic`, v: 1 })}`)).toBe(TOKEN);
});

test('a viewer in front of the link changes nothing', () => {
  const url = `https://journal.example/api/v1/shl/${TOKEN}`;
  expect(tokenIn(`#https://viewer.example/#${shlink({ url })}`)).toBe(TOKEN);
});

test.each([
  '',
  '#',
  '#short',
  '#two words, neither of them a token',
  '#shlink:/',
  '#shlink:/%%%',
  `#${shlink(null)}`,
  `#${shlink({ url: 7 })}`,
  `#${shlink({ url: 'not an address' })}`,
  `#${shlink({ url: 'https://journal.example/' })}`,
])('%s holds no token', (fragment) => {
  expect(tokenIn(fragment)).toBeUndefined();
});

test.each(['.', ')', ',', '>', '%20', ' ', '%3E', '">', '.%20See%20you', '_', '\u00a0', '/'])(
  'what sticks to the end of a link (%s) is not of it',
  (stuck) => {
    expect(tokenIn(`#${TOKEN}${stuck}`)).toBe(TOKEN);
    const url = `https://journal.example/api/v1/shl/${TOKEN}`;
    if (stuck !== '_') expect(tokenIn(`#${shlink({ url })}${stuck}`)).toBe(TOKEN);
  },
);

test('a measure of one’s own that has no label behind a link has none here', () => {
  const own = { question: 'How calm?', min: 0, max: 4, polarity: 'higher_is_better' } as const;
  const told = { ...own, low_label: null, high_label: 'very' };
  expect(ownMeasure('calm', told).own).toEqual({ ...own, high_label: 'very' });
});
