/** Records that the server holds and cannot read. */
import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { damagedRecords, settleDamaged } from '#data/damaged.ts';
import { withDatabase, write } from '#data/database.ts';
import { exchange } from '#data/exchange.ts';
import { find, remove, save, standing } from '#data/journal.ts';
import { sendAgain, takeTheirs, unsettled } from '#data/unsettled.ts';
import type { CheckIn } from '#domain/records.ts';
import { Device } from './fake_device.ts';
import { ModelServer } from './model_server.ts';

const checkIn = (low_mood: number): CheckIn => ({ date: '2026-03-10', scores: { low_mood } });

let server: ModelServer;
let [ada, bob] = [new Device(), new Device()];

beforeEach(async () => {
  server = new ModelServer();
  [ada, bob] = [await Device.signedIn(), await Device.signedIn()];
});

const sync = (device: Device) => device.do(() => exchange(server.reach));
/** Once a day everything is looked through. */
const nextDay = (device: Device) =>
  device.do(() => write(['facts'], (t) => t.objectStore('facts').delete('checked')));

async function written(): Promise<string> {
  const id = await ada.do(() => save('check_in', checkIn(1)));
  await ada.do(() => save('check_in', checkIn(2)));
  await sync(ada);
  return id;
}

test('the phone that has it sends it again, whenever it was damaged', async () => {
  const id = await written();
  server.damaged.add(id);
  await sync(ada);
  expect(server.damaged.size).toBe(1);
  await nextDay(ada);
  await sync(ada);
  expect(server.damaged.size).toBe(0);
  expect(server.records.get(id)?.body).toEqual(checkIn(1));
  expect(await ada.do(standing)).toMatchObject({ waiting: 0, aside: 0, conflicts: 0 });
});

test('a phone that does not have it names its day, and hears when another has sent it again', async () => {
  const id = await written();
  server.damaged.add(id);
  await sync(bob);
  expect(await bob.do(damagedRecords)).toMatchObject([
    { id, local_date: '2026-03-10', earlier: false },
  ]);
  expect(await bob.do(standing)).toMatchObject({ aside: 1 });
  await nextDay(ada);
  await sync(ada);
  await sync(bob);
  expect(await bob.do(damagedRecords)).toEqual([]);
  expect(await bob.do(() => find('check_in', id))).toMatchObject(checkIn(1));
});

test('it can be deleted, or an earlier version put in its place', async () => {
  const id = await written();
  await sync(bob);
  await ada.do(() => save('check_in', checkIn(9), id));
  await sync(ada);
  server.damaged.add(id);
  await sync(bob);
  expect(await bob.do(damagedRecords)).toMatchObject([{ id, earlier: true }]);
  await bob.do(() => settleDamaged(id, 'put_back'));
  await sync(bob);
  expect(server.records.get(id)?.body).toEqual(checkIn(1));

  server.damaged.add(id);
  const other = await Device.signedIn();
  await sync(other);
  await other.do(() => settleDamaged(id, 'remove'));
  await sync(other);
  expect(server.records.get(id)?.deleted).toBe(true);
  expect(await other.do(damagedRecords)).toEqual([]);
  expect(await other.do(standing)).toMatchObject({ waiting: 0, aside: 0, conflicts: 0 });
});

test('what waits here is not put over another version that is damaged without asking', async () => {
  const id = await written();
  await sync(bob);
  await ada.do(() => save('check_in', checkIn(9), id));
  await sync(ada);
  await bob.do(() => save('check_in', checkIn(5), id));
  server.damaged.add(id);
  await sync(bob);
  expect((await bob.do(unsettled)).asides).toMatchObject([{ id, content: { body: checkIn(5) } }]);
  await nextDay(ada);
  await sync(ada);
  expect(server.records.get(id)?.body).toEqual(checkIn(9));
});

/** Of two versions that one phone cannot see yet, as it asks once the other phone has sent its own again. */
async function askedOf(id: string) {
  await nextDay(ada);
  await sync(ada);
  await sync(bob);
  return bob.do(async () => ({
    here: await find('check_in', id),
    asked: (await unsettled()).conflicts.map(({ mine, theirs }) => [mine, theirs]),
  }));
}

test.each([true, false])(
  'after a restore nothing is put over what another phone wrote since and is damaged, nor that over what is here (waiting: %s)',
  async (waiting) => {
    const id = await written();
    await sync(bob);
    const backup = server.backup();
    await bob.do(() => save('check_in', checkIn(5), id));
    if (!waiting) await sync(bob);
    server.restore(backup);
    await ada.do(() => save('check_in', checkIn(9), id));
    await sync(ada);
    server.damaged.add(id);
    await sync(bob);
    await sync(bob);
    await nextDay(bob);
    await sync(bob);
    expect(server.records.get(id)?.body).toEqual(checkIn(9));
    expect(await bob.do(() => find('check_in', id))).toMatchObject(checkIn(5));
    expect(await bob.do(standing)).toMatchObject({ waiting: 0, aside: 1, conflicts: 0 });
    const revision = (server.records.get(id)?.revision ?? 0) + 1;
    const { here, asked } = await askedOf(id);
    expect(here).toMatchObject(checkIn(5));
    expect(asked).toEqual([[{ body: checkIn(5) }, { body: checkIn(9), revision }]]);
    expect((await bob.do(unsettled)).asides).toEqual([]);
    await bob.do(() => takeTheirs(id));
    await sync(bob);
    expect(await bob.do(() => find('check_in', id))).toMatchObject(checkIn(9));
  },
);

test('after a restore the version of this phone takes the place of one that is damaged where that is chosen', async () => {
  const id = await written();
  await sync(bob);
  const backup = server.backup();
  await bob.do(() => save('check_in', checkIn(5), id));
  await sync(bob);
  server.restore(backup);
  await ada.do(() => save('check_in', checkIn(9), id));
  await sync(ada);
  server.damaged.add(id);
  await sync(bob);
  await bob.do(() => sendAgain(id));
  await sync(bob);
  expect(server.records.get(id)?.body).toEqual(checkIn(5));
  expect(await bob.do(standing)).toMatchObject({ waiting: 0, aside: 0, conflicts: 0 });
});

test('after a restore an earlier version makes way for one that was damaged, and nobody is asked', async () => {
  const id = await written();
  await sync(bob);
  server.restore(server.backup());
  await ada.do(() => save('check_in', checkIn(9), id));
  await sync(ada);
  server.damaged.add(id);
  await sync(bob);
  expect(await bob.do(damagedRecords)).toMatchObject([{ id, earlier: true }]);
  expect(await askedOf(id)).toMatchObject({ here: checkIn(9), asked: [] });
  expect(await bob.do(standing)).toMatchObject({ waiting: 0, aside: 0, conflicts: 0 });
});

test.each(['deleted before a restore', 'deleted while another phone wrote'])(
  'what was %s is not deleted over another version that is damaged, and is asked of',
  async (when) => {
    const id = await written();
    await sync(bob);
    const backup = server.backup();
    await bob.do(() => remove(id));
    if (when === 'deleted before a restore') {
      await sync(bob);
      server.restore(backup);
    }
    await ada.do(() => save('check_in', checkIn(9), id));
    await sync(ada);
    server.damaged.add(id);
    await sync(bob);
    await sync(bob);
    expect(server.records.get(id)).toMatchObject({ body: checkIn(9) });
    const revision = (server.records.get(id)?.revision ?? 0) + 1;
    const { asked } = await askedOf(id);
    expect(asked).toEqual([[{ deleted: true }, { body: checkIn(9), revision }]]);
  },
);

test('after a restore nothing is deleted again that was written anew before it', async () => {
  const id = await written();
  await sync(bob);
  await bob.do(() => remove(id));
  await sync(bob);
  server.write({ kind: 'check_in', id, body: checkIn(9) });
  server.damaged.add(id);
  server.restore(server.backup());
  await sync(bob);
  expect(server.records.get(id)).toMatchObject({ body: checkIn(9) });
});

test('a deletion of what is damaged goes through', async () => {
  const id = await written();
  server.damaged.add(id);
  await ada.do(() => remove(id));
  await nextDay(ada);
  await sync(ada);
  expect(server.records.get(id)?.deleted).toBe(true);
});

test('what is damaged in a restored backup goes out again with what was lost', async () => {
  const id = await written();
  const backup = server.backup();
  const later = await ada.do(() => save('check_in', checkIn(7)));
  await ada.do(() => save('check_in', checkIn(8), id));
  await sync(ada);
  server.restore(backup);
  server.damaged.add(id);
  await sync(ada);
  expect(server.records.get(id)?.body).toEqual(checkIn(8));
  expect(server.records.get(later)?.body).toEqual(checkIn(7));
  expect(await ada.do(() => withDatabase((database) => database.getAll('outbox')))).toEqual([]);
  expect((await ada.do(unsettled)).conflicts).toEqual([]);
});

test('that a day cannot be read is news to the pages, once', async () => {
  await sync(bob);
  const id = await ada.do(() => save('check_in', checkIn(1)));
  await sync(ada);
  server.damaged.add(id);
  expect(await sync(bob)).toBe(true);
  expect(await sync(bob)).toBe(false);
});
