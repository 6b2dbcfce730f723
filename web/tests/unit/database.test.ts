import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, expect, test } from 'vitest';
import { exchangeAccount } from '#data/account.svelte.ts';
import { kept } from '#data/answers.ts';
import {
  close,
  DATABASE_NAME,
  recordOf,
  withDatabase,
  wipe,
  write,
  type Content,
} from '#data/database.ts';
import { exchange } from '#data/exchange.ts';
import { fact } from '#data/facts.ts';
import { list, standing } from '#data/journal.ts';
import { newId } from '#domain/id.ts';
import type { CheckIn } from '#domain/records.ts';
import { ModelServer } from './model_server.ts';

/** The database as the second version of it was, and with it the first, whose answers were objects. */
function earlierVersion(version: 1 | 2) {
  return openDB(DATABASE_NAME, version, {
    upgrade(database) {
      const records = database.createObjectStore('records', { keyPath: 'id' });
      records.createIndex('by_day', ['kind', 'day']);
      for (const store of ['outbox', 'conflicts'])
        database.createObjectStore(store, { keyPath: 'id' });
      database.createObjectStore('answers', { keyPath: 'path' });
      database.createObjectStore('facts');
    },
  });
}

beforeEach(async () => {
  await wipe();
});

test('a device of the first version keeps its journal, and asks again for what the server had answered', async () => {
  const earlier = await earlierVersion(1);
  const waiting = { id: 'a', kind: 'check_in', content: { body: { note: 'rain' } } };
  await earlier.put('outbox', waiting);
  await earlier.put('answers', {
    path: '/relief',
    etag: '"1"',
    as_of: '',
    answer: { revision: 1 },
  });
  earlier.close();

  expect(await kept('/relief')).toBeUndefined();
  expect(await withDatabase((database) => database.getAll('outbox'))).toEqual([waiting]);
  await close();
});

const checkIn = (note: string): CheckIn => ({ date: '2026-03-10', scores: { low_mood: 5 }, note });

test('a device of the second version loses nothing, and sends each thing once', async () => {
  const server = new ModelServer();
  const [there, edited, answerLost, deleted, asked] = [newId(), newId(), newId(), newId(), newId()];
  for (const id of [there, edited, deleted, asked])
    server.write({ kind: 'check_in', id, body: checkIn('there') });
  server.write({ kind: 'check_in', id: answerLost, body: checkIn('sent') });
  const [fresh, refused] = [newId(), newId()];

  const earlier = await earlierVersion(2);
  const record = (id: string, revision: number, note: string) =>
    earlier.put('records', { ...recordOf(id, 'check_in', revision, checkIn(note)) });
  const waiting = (id: string, base_revision: number, content: Content, more: object = {}) =>
    earlier.put('outbox', {
      ...{ id, kind: 'check_in', base_revision, content, stamp: newId(), sent: [] },
      ...more,
    });
  await record(there, 1, 'there');
  await record(edited, 2, 'edited');
  await waiting(edited, 2, { body: checkIn('edited') });
  await record(answerLost, 0, 'sent');
  const sent = { body: checkIn('sent') };
  await waiting(answerLost, 0, sent, { sent: [sent] });
  await waiting(deleted, 3, { deleted: true });
  await record(asked, 3, 'mine');
  await earlier.put('conflicts', {
    ...{ id: asked, kind: 'check_in', mine: { body: checkIn('mine') } },
    theirs: { body: checkIn('there'), revision: 4 },
  });
  await record(fresh, 0, 'fresh');
  await waiting(fresh, 0, { body: checkIn('fresh') });
  await record(refused, 0, 'refused');
  await waiting(refused, 0, { body: checkIn('refused') }, { aside: 'out of range', places: [] });
  // It knew no id of its account, and no history.
  const account = { username: 'ada', created_at: '2026-01-05T09:00:00Z', measures: ['low_mood'] };
  await earlier.put('facts', account, 'account');
  await earlier.put('facts', 4, 'revision');
  await earlier.put('facts', { low_mood: 5 }, 'scores');
  await earlier.put('answers', { path: '/relief', etag: '"1"', as_of: '', json: '{}' });
  earlier.close();

  const told = { ...account, id: newId() };
  await exchangeAccount(async () => Response.json(told, { headers: { afterglow: 'v1' } }));
  await exchange(server.reach);
  const posts = server.posts;
  await exchange(server.reach);
  expect([posts, server.posts]).toEqual([1, 1]);
  const noteOf = (id: string) => (server.records.get(id)?.body as CheckIn | undefined)?.note;
  expect(server.records.size).toBe(6);
  expect([there, edited, answerLost, fresh, asked].map(noteOf)).toEqual([
    'there',
    'edited',
    'sent',
    'fresh',
    'there',
  ]);
  expect(server.records.get(deleted)?.deleted).toBe(true);
  expect(await standing()).toMatchObject({ waiting: 0, aside: 1, conflicts: 1 });
  const here = (await list('check_in')).map(({ note }) => note).sort();
  expect(here).toEqual(['edited', 'fresh', 'mine', 'refused', 'sent', 'there']);
  expect(await kept('/relief')).toBeDefined();
  expect(await fact('account')).toEqual(told);
  // What a restored server would be told.
  expect(await withDatabase((database) => database.getAll('deletions'))).toMatchObject([
    { id: deleted },
  ]);
  await close();
});

test('where a transaction fails as a whole, it is known why, and not only that it did', async () => {
  const writing = write(['facts'], async (transaction) => {
    const facts = transaction.objectStore('facts') as unknown as IDBObjectStore;
    await (facts.put('here', 'twice') as unknown as Promise<void>);
    // Nobody waits for this one; what is waited for is only told that all was broken off.
    void (facts.add('again', 'twice') as unknown as Promise<void>).catch(() => undefined);
    await (facts.get('twice') as unknown as Promise<void>);
  });
  await expect(writing).rejects.toMatchObject({ name: 'ConstraintError' });
  await close();
});
