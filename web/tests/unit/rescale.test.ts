import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { withDatabase, wipe } from '#data/database.ts';
import { exchange } from '#data/exchange.ts';
import { keepFact } from '#data/facts.ts';
import { find, list, save } from '#data/journal.ts';
import { convert, scoresOf } from '#data/rescale.ts';
import { holds, isOther, rescaled, type Scale } from '#domain/rescale.ts';
import type { OwnMeasure } from '#domain/records.ts';
import { ModelServer } from './model_server.ts';

const worse = (min: number, max: number): Scale => ({ min, max, polarity: 'higher_is_worse' });
const better = (min: number, max: number): Scale => ({ min, max, polarity: 'higher_is_better' });

beforeEach(async () => {
  await wipe();
  await keepFact('account', { username: 'somebody' });
});

test('a question tells how many scores it has, the lowest and the highest', async () => {
  await save('check_in', { date: '2026-03-10', scores: { calm: 3, low_mood: 0 } });
  await save('check_in', { date: '2026-03-11', scores: { calm: -2 } });
  await save('check_in', { date: '2026-03-12', scores: {}, note: 'calm' });
  await save('check_in', { date: '2026-03-13', scores: { pain: 4, calm: 10 } });
  expect(await scoresOf('calm')).toEqual({ count: 3, lowest: -2, highest: 10 });
  expect(await scoresOf('low_mood')).toEqual({ count: 1, lowest: 0, highest: 0 });
  expect(await scoresOf('sleep')).toBeUndefined();
});

test('a converted score keeps its place between the best and the worst', () => {
  const to = (score: number, from: Scale, other: Scale) => rescaled(score, from, other);
  expect([0, 7, 10].map((score) => to(score, worse(0, 10), worse(0, 100)))).toEqual([0, 70, 100]);
  expect([0, 34, 36, 100].map((score) => to(score, worse(0, 100), worse(0, 10)))).toEqual([
    0, 3, 4, 10,
  ]);
  expect([1, 3, 5].map((score) => to(score, worse(1, 5), worse(-10, -2)))).toEqual([-10, -6, -2]);
  // Turned: what was the worst is the lowest now.
  expect([0, 7, 10].map((score) => to(score, worse(0, 10), better(0, 10)))).toEqual([10, 3, 0]);
  expect([1, 2, 5].map((score) => to(score, better(1, 5), worse(0, 100)))).toEqual([100, 75, 0]);
});

test('a scale is another one by its ends and by its direction, and holds scores within its ends', () => {
  expect(isOther(worse(0, 10), worse(0, 10))).toBe(false);
  for (const other of [worse(0, 11), worse(1, 10), better(0, 10)]) {
    expect(isOther(worse(0, 10), other)).toBe(true);
  }
  expect(holds(worse(0, 5), { lowest: 0, highest: 5 })).toBe(true);
  expect(holds(worse(0, 5), { lowest: 0, highest: 6 })).toBe(false);
  expect(holds(worse(1, 6), { lowest: 0, highest: 6 })).toBe(false);
});

const calm = (max: number): OwnMeasure => ({ question: 'Calm?', ...better(0, max) });

/** Two scored days and one that is not, all on the server. */
async function journal(server: ModelServer) {
  const id = await save('measure', calm(10));
  await save('check_in', { date: '2026-03-10', scores: { [id]: 7, pain: 2 }, note: 'rain' });
  await save('check_in', { date: '2026-03-11', scores: { [id]: 0 } });
  await save('check_in', { date: '2026-03-12', scores: { pain: 4 } });
  await exchange(server.reach);
  return id;
}

test('earlier scores are converted in the journal and on the server; nothing else is touched', async () => {
  const server = new ModelServer();
  const id = await journal(server);
  const before = server.revision;
  const made = await convert(id, calm(100));
  const plain = async () => (await list('check_in')).map((body) => ({ ...body, id: undefined }));
  const expected = [
    { date: '2026-03-10', scores: { [made]: 70, pain: 2 }, note: 'rain' },
    { date: '2026-03-11', scores: { [made]: 0 } },
    { date: '2026-03-12', scores: { pain: 4 } },
  ];
  expect(await plain()).toEqual(expected);
  expect(await find('measure', made)).toEqual({ ...calm(100), id: made });
  expect(await find('measure', id)).toEqual({ ...calm(10), id });

  await exchange(server.reach);
  // The question and the two days: what has no score of it is not sent again.
  expect(server.revision).toBe(before + 3);
  const bodies = [...server.records.values()].filter(({ kind }) => kind === 'check_in');
  const byDay = (a: { date?: string }, b: { date?: string }) =>
    (a.date ?? '') < (b.date ?? '') ? -1 : 1;
  expect(bodies.map(({ body }) => body as { date?: string }).sort(byDay)).toEqual(expected);
});

test('a conversion that cannot be finished changes nothing', async () => {
  const server = new ModelServer();
  const id = await journal(server);
  const before = await withDatabase((database) => database.getAll('records'));
  const second = (await list('check_in'))[1]?.id;
  // The database is taken away at the second check-in.
  const get = IDBObjectStore.prototype.get;
  const gone = vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (
    this: IDBObjectStore,
    key,
  ) {
    if (key === second) throw new DOMException('gone', 'UnknownError');
    return get.call(this, key);
  });
  await expect(convert(id, calm(100))).rejects.toThrow('gone');
  gone.mockRestore();
  await expect(convert('gone', calm(100))).rejects.toThrow();
  expect(await withDatabase((database) => database.getAll('records'))).toEqual(before);
  expect(await withDatabase((database) => database.getAll('outbox'))).toEqual([]);
});
