import 'fake-indexeddb/auto';
import { afterEach, expect, test } from 'vitest';
import { wipe } from '#data/database.ts';
import { remove, save } from '#data/journal.ts';
import { scoresOfMeasures } from '#data/measures.ts';

afterEach(wipe);

test('the device tells which measures have scores, how many, the lowest and the highest', async () => {
  expect((await scoresOfMeasures()).size).toBe(0);
  await save('check_in', { date: '2026-03-10', scores: { calm: 3, low_mood: 0 } });
  await save('check_in', { date: '2026-03-11', scores: { calm: -2 } });
  await save('check_in', { date: '2026-03-12', scores: {}, note: 'calm' });
  const last = await save('check_in', { date: '2026-03-13', scores: { pain: 4, calm: 9 } });
  expect(Object.fromEntries(await scoresOfMeasures())).toEqual({
    calm: { count: 3, lowest: -2, highest: 9 },
    low_mood: { count: 1, lowest: 0, highest: 0 },
    pain: { count: 1, lowest: 4, highest: 4 },
  });
  await remove(last);
  expect(Object.fromEntries(await scoresOfMeasures())).toEqual({
    calm: { count: 2, lowest: -2, highest: 3 },
    low_mood: { count: 1, lowest: 0, highest: 0 },
  });
});
