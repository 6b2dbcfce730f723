import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { wipe, write } from '#data/database.ts';
import { exchange } from '#data/exchange.ts';
import { keepFact } from '#data/facts.ts';
import { remove, save } from '#data/journal.ts';
import { countFromNothing, scoreCounts } from '#data/scored.ts';
import { ModelServer } from './model_server.ts';

const at = '2026-03-10T20:00:00+01:00';

beforeEach(async () => {
  await wipe();
  await keepFact('account', { username: 'ada' });
});

const recounted = async () => {
  await write(['facts'], async (transaction) => {
    await transaction.objectStore('facts').delete('scores');
  });
  return scoreCounts();
};

test('scores are counted with every write, and by looking through where nobody has counted', async () => {
  await countFromNothing();
  const one = await save('check_in', { at, scores: { low_mood: 3, pain: 2 } });
  await save('check_in', { at, scores: { low_mood: 0 } });
  expect(await scoreCounts()).toEqual({ low_mood: 2, pain: 1 });
  await save('check_in', { at, scores: { low_mood: 3, worry: 1 } }, one);
  expect(await scoreCounts()).toEqual({ low_mood: 2, worry: 1 });
  await remove(one);
  expect(await scoreCounts()).toEqual({ low_mood: 1 });
  expect(await recounted()).toEqual({ low_mood: 1 });
  await save('check_in', { at, scores: { pain: 3 } });
  expect(await scoreCounts()).toEqual({ low_mood: 1, pain: 1 });
});

test('what comes from other devices is counted, and what goes there', async () => {
  await countFromNothing();
  const server = new ModelServer();
  const id = '0195d1a0-0000-7000-8000-000000000001';
  const other = '0195d1a0-0000-7000-8000-000000000002';
  server.write({ kind: 'check_in', id, body: { at, scores: { mood: 4, pain: 2 } } });
  server.write({ kind: 'check_in', id: other, body: { at, scores: { mood: 1 } } });
  await exchange(server.reach);
  expect(await scoreCounts()).toEqual({ mood: 2, pain: 1 });
  server.write({ kind: 'check_in', id, body: { at, scores: { pain: 2 } } });
  server.write({ kind: 'check_in', id: other, deleted: true });
  await exchange(server.reach);
  expect(await scoreCounts()).toEqual({ pain: 1 });
  expect(await recounted()).toEqual({ pain: 1 });
});
