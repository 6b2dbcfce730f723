/** A browser that keeps nothing: the journal is in memory, and saved means that the server has it. */
import { IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, expect, test, vi } from 'vitest';
import { whyUnkept, wipe } from '#data/database.ts';
import { keepFact } from '#data/facts.ts';
import { find, list, remove, save, spanOf, standing } from '#data/journal.ts';
import { Unreachable } from '#data/api.ts';
import type { CheckIn } from '#domain/records.ts';
import { ModelServer } from './model_server.ts';

vi.stubGlobal('IDBKeyRange', IDBKeyRange);
vi.stubGlobal('indexedDB', {
  open: () => {
    throw new DOMException('denied', 'SecurityError');
  },
  deleteDatabase: () => {
    throw new DOMException('denied', 'SecurityError');
  },
});

const server = vi.hoisted(() => ({ current: undefined as ModelServer | undefined }));
vi.mock('#data/exchanging.ts', async () => {
  const { exchange } = await import('#data/exchange.ts');
  return { exchangeAll: () => exchange(server.current?.reach) };
});

const checkIn = (low_mood: number, day = '2026-03-10'): CheckIn => ({
  at: `${day}T20:00:00+01:00`,
  scores: { low_mood },
});

let there: ModelServer;

beforeEach(async () => {
  await wipe();
  await keepFact('account', { username: 'somebody' });
  there = server.current = new ModelServer();
});

test('where the database is refused, the journal is read and written all the same', async () => {
  const id = await save('check_in', checkIn(7));
  await save('check_in', checkIn(3, '2026-03-12'));
  expect(whyUnkept()).toBe('refused');
  expect(await find('check_in', id)).toEqual({ ...checkIn(7), id });
  expect(await list('check_in', '2026-03-11', '2026-03-12')).toMatchObject([
    checkIn(3, '2026-03-12'),
  ]);
  expect(await list('treatment')).toEqual([]);
  expect(await spanOf('check_in')).toEqual({ first: '2026-03-10', last: '2026-03-12' });
  await remove(id);
  expect(await find('check_in', id)).toBeUndefined();
});

test('saved means that the server has it', async () => {
  const id = await save('check_in', checkIn(7));
  expect(there.records.get(id)?.body).toEqual(checkIn(7));
  expect(await standing()).toMatchObject({ waiting: 0, aside: 0, conflicts: 0 });
});

test('what does not arrive is not saved, and says so', async () => {
  there.failure = new Unreachable('no network');
  await expect(save('check_in', checkIn(7))).rejects.toBeInstanceOf(Unreachable);
  expect(await list('check_in')).toEqual([]);
  expect(await standing()).toMatchObject({ waiting: 0, aside: 0, conflicts: 0 });
});

test('saved again after a lost answer it is one record, as it was typed last', async () => {
  there.loseAnswers = 1;
  await expect(save('check_in', checkIn(7))).rejects.toBeInstanceOf(Unreachable);
  await save('check_in', checkIn(8));
  expect([...there.records.values()].map(({ body }) => body)).toEqual([checkIn(8)]);
  expect(await list('check_in')).toMatchObject([checkIn(8)]);
});

test('a change that the server refuses leaves the entry as it was', async () => {
  const id = await save('check_in', checkIn(7));
  there.refuse = () => true;
  await expect(save('check_in', checkIn(99), id)).rejects.toThrow('out of range');
  expect(await find('check_in', id)).toEqual({ ...checkIn(7), id });
  await expect(remove(id)).rejects.toThrow('out of range');
  expect(await find('check_in', id)).toEqual({ ...checkIn(7), id });
});

test('a save that fails halfway changes nothing', async () => {
  const unclonable = { ...checkIn(7), note: (() => 'x') as unknown as string };
  await expect(save('check_in', unclonable)).rejects.toThrow();
  expect(await list('check_in')).toEqual([]);
});
