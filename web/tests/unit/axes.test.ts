import { expect, test } from 'vitest';
import { besides } from '../../src/parts/charts/scale.ts';

test('beside an axis there is room for the longest of its words, sign included', () => {
  expect(besides(['10', '5', '0'])).toBe(36);
  expect(besides(['5', '0', '−5'])).toBe(36);
  expect(besides(['10', '−100 %'])).toBe(76);
});
