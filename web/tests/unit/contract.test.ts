import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CONTRACT, contract } from '../../build/contract.js';

// The generator also checks the document, which takes seconds.
test('the types of what travels are those of the API document', { timeout: 120_000 }, async () => {
  expect(readFileSync(CONTRACT, 'utf8')).toBe(await contract());
});
