/** A server that was restored from a backup, and the phones that knew what it has lost. */
import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { NEWS, withDatabase } from '#data/database.ts';
import { exchange } from '#data/exchange.ts';
import { fact } from '#data/facts.ts';
import { find, list, remove, save } from '#data/journal.ts';
import type { News } from '#data/news.ts';
import { keepMine, unsettled } from '#data/unsettled.ts';
import type { CheckIn } from '#domain/records.ts';
import { Device } from './fake_device.ts';
import { ModelServer } from './model_server.ts';

const checkIn = (low_mood: number): CheckIn => ({ date: '2026-03-10', scores: { low_mood } });

let server: ModelServer;
let [ada, bob] = [new Device(), new Device()];

beforeEach(async () => {
  server = new ModelServer();
  server.page = 3;
  [ada, bob] = [await Device.signedIn(), await Device.signedIn()];
});

const sync = (device: Device) => device.do(() => exchange(server.reach));
const put = (device: Device, mood: number, id?: string) =>
  device.do(() => save('check_in', checkIn(mood), id));
const drop = (device: Device, id: string) => device.do(() => remove(id));
const moods = (device: Device) =>
  device.do(async () => (await list('check_in')).map(({ scores }) => scores['low_mood']).sort());
const open = (device: Device) => device.do(unsettled);
const news = (device: Device) => device.do(() => fact<News>(NEWS));
const serverMoods = () =>
  [...server.records.values()]
    .filter(({ deleted }) => !deleted)
    .map(({ body }) => (body as CheckIn).scores['low_mood'])
    .sort();

const ways = [
  ['by the command', 'restore'],
  ['by copying files', 'copyBack'],
] as const;

test.each(ways)('what a restored server lost is on it again, %s', async (_, way) => {
  const kept = await put(ada, 1);
  await sync(ada);
  const backup = server.backup();
  const lost = await put(ada, 2);
  await put(ada, 3, kept);
  await sync(ada);
  server[way](backup);
  await put(ada, 4);
  await sync(ada);
  expect(serverMoods()).toEqual([2, 3, 4]);
  expect((server.records.get(lost)?.body as CheckIn).scores).toEqual({ low_mood: 2 });
  expect((await open(ada)).conflicts).toEqual([]);
  await sync(bob);
  expect(await moods(bob)).toEqual([2, 3, 4]);
  const posts = server.posts;
  await sync(ada);
  expect(server.posts).toBe(posts);
});

test.each(ways)('what was deleted stays so, whoever comes first, %s', async (_, way) => {
  for (const first of [ada, bob]) {
    server = new ModelServer();
    [ada, bob] = [await Device.signedIn(), await Device.signedIn()];
    const [early, stays] = [await put(ada, 1), await put(ada, 5)];
    await sync(ada);
    const backup = server.backup();
    const late = await put(ada, 2);
    await sync(ada);
    await sync(bob);
    // The other phone does not hear of it before the restore.
    await drop(ada, early);
    await drop(ada, late);
    await sync(ada);
    server[way](backup);
    for (const device of first === ada ? [ada, bob, ada] : [bob, ada, bob]) await sync(device);
    expect(server.records.get(stays)?.deleted).toBeUndefined();
    expect(server.records.get(early)?.deleted).toBe(true);
    const asked = (await open(bob)).conflicts;
    // A phone that had it cannot know of a deletion that it only sees afterwards: it asks once.
    expect(asked.map(({ id }) => id)).toEqual(first === ada ? [late] : []);
    if (first === bob) expect(server.records.get(late)?.deleted).toBe(true);
    expect(serverMoods()).toEqual([5]);
  }
});

test('an edit of what the other phone put back is no conflict', async () => {
  const backup = server.backup();
  const id = await put(ada, 1);
  await sync(ada);
  await sync(bob);
  await put(bob, 2, id);
  server.restore(backup);
  await sync(ada);
  await sync(bob);
  expect(serverMoods()).toEqual([2]);
  expect((await open(bob)).conflicts).toEqual([]);
});

test('what was changed on both sides is asked once, and on which both agree never', async () => {
  const [one, two] = [await put(ada, 1), await put(ada, 1)];
  await sync(ada);
  await sync(bob);
  const backup = server.backup();
  await put(ada, 2, one);
  await put(ada, 7, two);
  await sync(ada);
  server.restore(backup);
  await put(bob, 3, one);
  await put(bob, 7, two);
  await sync(bob);
  await sync(ada);
  const { conflicts } = await open(ada);
  expect(conflicts).toMatchObject([
    { id: one, mine: { body: checkIn(2) }, theirs: { body: checkIn(3) } },
  ]);
  await ada.do(() => keepMine(one));
  await sync(ada);
  await sync(bob);
  expect(await moods(bob)).toEqual([2, 7]);
  expect((await open(bob)).conflicts).toEqual([]);
});

test.each(['before it asks', 'between its asking and its sending'])(
  'what waits is put over nothing that was written after the restore, also where revisions meet again: %s',
  async (when) => {
    const carol = await Device.signedIn();
    const id = await put(ada, 1);
    await sync(ada);
    await sync(carol);
    const backup = server.backup();
    await put(ada, 2, id);
    await sync(ada);
    await sync(bob);
    await put(bob, 3, id);
    const restore = async () => {
      server.restore(backup);
      const held = server.records.get(id);
      server.write({ kind: 'check_in', id, body: checkIn(9) });
      expect(server.records.get(id)?.revision).toBe((held?.revision ?? 0) + 1);
    };
    let restored = when === 'before it asks';
    if (restored) await restore();
    await bob.do(() =>
      exchange(async (path, call) => {
        if (!restored && call?.method === 'POST') {
          restored = true;
          await restore();
        }
        return server.reach(path, call);
      }),
    );
    expect((await open(bob)).conflicts).toMatchObject([
      { mine: { body: checkIn(3) }, theirs: { body: checkIn(9) } },
    ]);
    expect(serverMoods()).toEqual([9]);
  },
);

test('where many entries were changed on both sides since a loss that nobody noticed, each is asked', async () => {
  const ids = await Promise.all([1, 1, 1, 1, 1].map((mood) => put(ada, mood)));
  await sync(ada);
  await sync(bob);
  const backup = server.backup();
  for (const id of ids) await put(ada, 9, id);
  await sync(ada);
  server.copyBack(backup);
  // What another phone wrote since has the revisions of what was lost.
  for (let more = 0; more < ids.length; more += 1) await put(bob, 7);
  await sync(bob);
  for (const id of ids) await put(bob, 4, id);
  await sync(bob);
  await sync(ada);
  expect((await open(ada)).conflicts.map(({ id }) => id).sort()).toEqual([...ids].sort());
});

test('a restore is told to whom it concerns, and a comparison without differences to nobody', async () => {
  await put(ada, 1);
  await sync(ada);
  await sync(bob);
  const backup = server.backup();
  await put(ada, 2);
  await sync(ada);
  server.restore(backup);
  await sync(ada);
  await sync(bob);
  expect((await news(ada))?.restored).toBeGreaterThan(Date.now() - 60_000);
  expect(await news(bob)).toBeUndefined();
});

test('a phone that knows no history yet goes over to them without a word', async () => {
  await put(ada, 1);
  await sync(ada);
  await ada.do(async () => {
    const { write } = await import('#data/database.ts');
    await write(['facts'], (transaction) => transaction.objectStore('facts').delete('history'));
  });
  const posts = server.posts;
  await sync(ada);
  expect(server.posts).toBe(posts);
  expect(await news(ada)).toBeUndefined();
  expect(await ada.do(() => fact('history'))).toMatchObject({ history: 'h0' });
});

test('a journal that is shorter than the phone knows it is compared, history or not', async () => {
  await put(ada, 1);
  await sync(ada);
  const backup = server.backup();
  const id = await put(ada, 2);
  await sync(ada);
  await ada.do(async () => {
    const { write } = await import('#data/database.ts');
    await write(['facts'], (transaction) => transaction.objectStore('facts').delete('history'));
  });
  server.copyBack(backup);
  await sync(ada);
  expect(serverMoods()).toEqual([1, 2]);
  expect(await ada.do(() => find('check_in', id))).toMatchObject(checkIn(2));
});

test('a comparison that is cut short begins anew', async () => {
  const backup = server.backup();
  for (let mood = 0; mood < 8; mood++) await put(ada, mood);
  await sync(ada);
  server.restore(backup);
  await put(bob, 10);
  await sync(bob);
  [server.loseAnswers, server.loseOnlyPosts] = [2, false];
  await expect(sync(ada)).rejects.toThrow();
  await expect(sync(ada)).rejects.toThrow();
  await sync(ada);
  expect(serverMoods()).toHaveLength(9);
  expect(await ada.do(() => withDatabase((database) => database.getAll('outbox')))).toEqual([]);
});

test('of deletions the latest are remembered', async () => {
  const { MOST_DELETIONS } = await import('#data/exchange.ts');
  await ada.do(async () => {
    const { write } = await import('#data/database.ts');
    await write(['deletions'], async (transaction) => {
      for (let revision = 1; revision <= MOST_DELETIONS + 1; revision++)
        await transaction
          .objectStore('deletions')
          .put({ id: `old${revision}`, kind: 'check_in', revision });
    });
    await exchange(server.reach);
    const kept = await withDatabase((database) => database.getAll('deletions'));
    expect(kept).toHaveLength(MOST_DELETIONS * 0.9);
    expect(Math.min(...kept.map(({ revision }) => revision))).toBe(MOST_DELETIONS * 0.1 + 2);
  });
});
