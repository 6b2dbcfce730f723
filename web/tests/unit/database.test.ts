import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { kept } from '#data/answers.ts';
import { close, DATABASE_NAME, withDatabase, write } from '#data/database.ts';

test('a device of an earlier version keeps its journal, and asks again for what the server had answered', async () => {
  const earlier = await openDB(DATABASE_NAME, 1, {
    upgrade(database) {
      const records = database.createObjectStore('records', { keyPath: 'id' });
      records.createIndex('by_day', ['kind', 'day']);
      for (const store of ['outbox', 'conflicts'])
        database.createObjectStore(store, { keyPath: 'id' });
      database.createObjectStore('answers', { keyPath: 'path' });
      database.createObjectStore('facts');
    },
  });
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
