import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { withDatabase, wipe } from '#data/database.ts';
import { keepFact } from '#data/facts.ts';
import { save } from '#data/journal.ts';

beforeEach(async () => {
  await wipe();
  await keepFact('account', { username: 'somebody' });
});

test('a check-in is saved where there is no crypto.randomUUID, and each edit has a stamp of its own', async () => {
  const getRandomValues = crypto.getRandomValues.bind(crypto);
  vi.stubGlobal('crypto', { getRandomValues });
  const checkIn = (low_mood: number) => ({
    at: '2026-03-10T20:00:00+01:00',
    scores: { low_mood },
  });
  const stamp = async () =>
    (await withDatabase((database) => database.getAll('outbox'))).map((row) => row.stamp);
  const id = await save('check_in', checkIn(7));
  const first = await stamp();
  await save('check_in', checkIn(8), id);
  expect(await stamp()).not.toEqual(first);
});
