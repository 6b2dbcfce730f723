import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LIMITS, limits } from '../../build/limits.js';

test('the limits of the forms are those of the API document', async () => {
  expect(readFileSync(LIMITS, 'utf8')).toBe(await limits());
});
