/** Rows that cannot be read, or are none: the rest goes on without them, and nothing that is left is lost. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withDatabase, wipe, write, type Store } from '#data/database.ts';
import { exchange } from '#data/exchange.ts';
import { keepFact } from '#data/facts.ts';
import { find, list, remove, save, standing } from '#data/journal.ts';
import { mend } from '#data/mending.ts';
import { giveUp, unsettled } from '#data/unsettled.ts';
import { leftLines } from '../../src/pages/unsettled/left_text.ts';
import { newId } from '#domain/id.ts';
import type { CheckIn } from '#domain/records.ts';
import { ModelServer } from './model_server.ts';

const checkIn = (low_mood: number): CheckIn => ({ date: '2026-03-10', scores: { low_mood } });

let server: ModelServer;

beforeEach(async () => {
  await wipe();
  await keepFact('account', { username: 'somebody' });
  server = new ModelServer();
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** As the app does: what cannot be exchanged is mended, and exchanged again. */
async function sync(): Promise<void> {
  await exchange(server.reach).catch(async () => {
    expect(await mend()).toBeGreaterThan(0);
    await exchange(server.reach);
  });
}

const put = (store: Store, row: unknown, key?: string) =>
  write([store], (transaction) => {
    const rows = transaction.objectStore(store) as unknown as {
      put(value: unknown, key?: string): Promise<unknown>;
    };
    return rows.put(row, key);
  });

/** The browser has lost what stands under a key. */
function lose(store: Store, key: string): void {
  const lost = () => {
    throw new DOMException('data lost due to missing file', 'NotReadableError');
  };
  const { get, getAll } = IDBObjectStore.prototype;
  vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (this: IDBObjectStore, of) {
    return this.name === store && of === key ? lost() : get.call(this, of);
  });
  vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (this: IDBObjectStore) {
    return this.name === store ? lost() : getAll.call(this);
  });
  const { put: write, delete: remove } = IDBObjectStore.prototype;
  const gone = () => vi.restoreAllMocks();
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    value: { id?: string },
    under,
  ) {
    if (this.name === store && value.id === key) gone();
    return under === undefined ? write.call(this, value) : write.call(this, value, under);
  });
  vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(function (
    this: IDBObjectStore,
    of,
  ) {
    if (this.name === store && of === key) gone();
    return remove.call(this, of);
  });
}

const NONSENSE: [string, object][] = [
  ['without what it says', { content: undefined }],
  ['with a text in its place', { content: 'rain' }],
  ['with what no server can be told', { content: { body: { ...checkIn(3), note: 3n } } }],
  ['with scores that are none', { content: { body: { ...checkIn(3), scores: 'x' } } }],
];

test.each(NONSENSE)('a row %s does not keep the rest from being sent', async (_, nonsense) => {
  const good = await save('check_in', checkIn(7));
  const id = newId();
  await put('outbox', {
    id,
    kind: 'check_in',
    base_revision: 0,
    sent: [],
    stamp: '0',
    ...nonsense,
  });
  await sync();
  expect(server.records.get(good)?.body).toEqual(checkIn(7));
  expect(await standing()).toMatchObject({ waiting: 0, aside: 1, conflicts: 0 });
  const [aside] = (await unsettled()).asides;
  expect(aside?.id).toBe(id);
  await giveUp(id);
  expect(await standing()).toMatchObject({ waiting: 0, aside: 0, conflicts: 0 });
});

test.each([
  ['sent', { sent: undefined }],
  ['stamp', { stamp: 7 }],
  ['base_revision', { base_revision: 'x' }],
  ['kind', { kind: 7 }],
  ['content', { content: null }],
])('what a row lacks (%s) is mended from the record beside it, and sent', async (_, wrong) => {
  const id = await save('check_in', checkIn(7));
  const [row] = await withDatabase((database) => database.getAll('outbox'));
  await put('outbox', { ...row, ...wrong });
  await sync();
  expect(server.records.get(id)?.body).toEqual(checkIn(7));
  expect(await find('check_in', id)).toMatchObject(checkIn(7));
});

test('a record that is nonsense comes from the server again, and one that waits from what waits', async () => {
  const [there, waits] = [await save('check_in', checkIn(4)), await save('check_in', checkIn(5))];
  await exchange(server.reach);
  await save('check_in', checkIn(6), waits);
  for (const [id, revision] of [
    [there, 1],
    [waits, 2],
  ] as const)
    await put('records', { id, kind: 'check_in', revision, day: '2026-03-10', body: 'x' });
  await mend();
  expect((await list('check_in')).map(({ scores }) => scores['low_mood'])).toEqual([6]);
  await exchange(server.reach);
  const here = (await list('check_in')).map(({ scores }) => scores['low_mood']);
  expect(here.sort()).toEqual([4, 6]);
  expect(server.records.get(waits)?.body).toEqual(checkIn(6));
});

test('a record that was on no server and is nonsense is set aside with what is left of it', async () => {
  const id = newId();
  await put('records', { id, kind: 'check_in', revision: 0, day: '2026-03-10', body: 'rain' });
  await mend();
  expect(await list('check_in')).toEqual([]);
  expect((await unsettled()).asides).toMatchObject([{ id, raw: expect.stringContaining('rain') }]);
});

test('a question that is nonsense is asked again', async () => {
  const id = await save('check_in', checkIn(7));
  await exchange(server.reach);
  server.write({ kind: 'check_in', id, body: checkIn(3) });
  await save('check_in', checkIn(8), id);
  await exchange(server.reach);
  await put('conflicts', { id, kind: 'check_in', mine: { body: checkIn(8) }, theirs: 'x' });
  await mend();
  await exchange(server.reach);
  expect((await unsettled()).conflicts).toMatchObject([
    { id, mine: { body: checkIn(8) }, theirs: { body: checkIn(3) } },
  ]);
});

test('facts that are nonsense are asked of the server again', async () => {
  await save('check_in', checkIn(7));
  await exchange(server.reach);
  await put('facts', 'x', 'revision');
  await put('facts', 3, 'history');
  await put('facts', 'x', 'damaged');
  expect(await mend()).toBe(3);
  await exchange(server.reach);
  expect(await list('check_in')).toHaveLength(1);
});

test('what the browser has lost of the outbox is mended from the record, and else set aside', async () => {
  const id = await save('check_in', checkIn(7));
  const other = await save('check_in', checkIn(5));
  lose('outbox', id);
  await sync();
  expect(server.records.get(id)?.body).toEqual(checkIn(7));
  expect(server.records.get(other)?.body).toEqual(checkIn(5));

  await remove(id);
  await save('check_in', checkIn(6), other);
  lose('outbox', id);
  await sync();
  expect(server.records.get(other)?.body).toEqual(checkIn(6));
  expect((await unsettled()).asides).toMatchObject([{ id, raw: '' }]);
  await giveUp(id);
  await exchange(server.reach);
  expect(await find('check_in', id)).toMatchObject(checkIn(7));
});

test('what the browser has lost of the records comes from the server again', async () => {
  const id = await save('check_in', checkIn(7));
  await exchange(server.reach);
  lose('records', id);
  expect(await mend()).toBe(1);
  await exchange(server.reach);
  expect(await find('check_in', id)).toMatchObject(checkIn(7));
});

test('where all is well nothing is mended', async () => {
  const id = await save('check_in', checkIn(7));
  await save('safety_plan', { warning_signs: ['x'] } as never);
  await save('measure', { question: 'x', min: 0, max: 4, polarity: 'higher_is_worse' }, 'own');
  await exchange(server.reach);
  await remove(id);
  await save('treatment', { at: '2026-03-10T10:00:00Z', medicine: 'ketamine', route: 'iv' });
  expect(await mend()).toBe(0);
});

test('what is left of an entry is told in lines, without what only the app needs', () => {
  const content = { body: { note: 'rain\non the lake', scores: { low_mood: 7 }, at: null } };
  const row = { id: newId(), kind: 'check_in', base_revision: 3, stamp: 'x', sent: [], content };
  expect(leftLines(JSON.stringify(row))).toEqual(['note: rain\non the lake', 'low_mood: 7']);
  expect(leftLines('"rain"')).toEqual(['rain']);
  expect(leftLines('{ torn')).toEqual(['{ torn']);
  expect(leftLines('')).toEqual([]);
});
