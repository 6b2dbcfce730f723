/** The journal of a device, brought into another account because its patient wants it so. */
import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { bringInto } from '#data/bringing.ts';
import { deviceCopy } from '#data/device_copy.ts';
import { withDatabase, write } from '#data/database.ts';
import { exchange } from '#data/exchange.ts';
import { fact, keepFact } from '#data/facts.ts';
import { list, remove, save, standing } from '#data/journal.ts';
import { keepMine, unsettled } from '#data/unsettled.ts';
import type { Account } from '#domain/account.ts';
import { newId } from '#domain/id.ts';
import type { CheckIn } from '#domain/records.ts';
import { Device } from './fake_device.ts';
import { ModelServer } from './model_server.ts';

const checkIn = (low_mood: number): CheckIn => ({ date: '2026-03-10', scores: { low_mood } });

const account = (more: Partial<Account> = {}): Account => ({
  ...{ id: newId(), username: 'ada', time_zone: 'UTC', locale: 'en', country: null },
  ...{ conditions: [], measures: [], created_at: '2026-03-12T09:00:00Z' },
  ...more,
});

let [earlier, server] = [new ModelServer(), new ModelServer()];
let phone = new Device();

async function device(): Promise<Device> {
  const made = new Device();
  const own = account({
    id: 'earlier',
    measures: ['low_mood'],
    conditions: ['depression'],
    first_hours: ['anxiety'],
  });
  await made.do(() => keepFact('account', own));
  return made;
}

beforeEach(async () => {
  [earlier, server] = [new ModelServer(), new ModelServer()];
  phone = await device();
});

const sync = (with_: ModelServer, of = phone) => of.do(() => exchange(with_.reach));
const scores = () =>
  [...server.records.values()].map(({ body }) => (body as CheckIn).scores['low_mood']).sort();

test('all entries come along, each once, also those that were sent, refused or waited', async () => {
  const sent = await phone.do(() => save('check_in', checkIn(1)));
  await phone.do(() => save('check_in', checkIn(2)));
  const deleted = await phone.do(() => save('check_in', checkIn(9)));
  await sync(earlier);
  await phone.do(async () => {
    await save('check_in', checkIn(3), sent);
    await remove(deleted);
    const refused = await save('check_in', checkIn(4));
    await write(['outbox'], async (transaction) => {
      const outbox = transaction.objectStore('outbox');
      const row = await outbox.get(refused);
      if (row) await outbox.put({ ...row, aside: 'of another server' });
    });
    await bringInto(account());
  });
  expect(server.records.size).toBe(0);
  await sync(server);
  expect(scores()).toEqual([2, 3, 4]);
  expect(await phone.do(standing)).toMatchObject({ waiting: 0, aside: 0, conflicts: 0 });
  expect(await phone.do(() => withDatabase((database) => database.count('deletions')))).toBe(0);
  const posts = server.posts;
  await sync(server);
  expect(server.posts).toBe(posts);
});

test('two devices that bring the same entries have them once, and are asked where they differ', async () => {
  const other = await device();
  const [same, differs] = [
    await phone.do(() => save('check_in', checkIn(1))),
    await phone.do(() => save('check_in', checkIn(2))),
  ];
  await sync(earlier);
  await sync(earlier, other);
  await other.do(() => save('check_in', checkIn(5), differs));
  const into = account();
  await phone.do(() => bringInto(into));
  await sync(server);
  // Revisions of the earlier server mean nothing here, also where they meet.
  const base_revision = server.records.get(differs)?.revision ?? 0;
  await other.do(async () => {
    await write(['outbox'], async (transaction) => {
      const outbox = transaction.objectStore('outbox');
      const row = await outbox.get(differs);
      if (row) await outbox.put({ ...row, base_revision });
    });
    await bringInto(into);
  });
  await sync(server, other);
  expect(server.records.get(same)?.revision).toBeLessThan(3);
  expect(scores()).toEqual([1, 2]);
  const { conflicts } = await other.do(unsettled);
  expect(conflicts).toMatchObject([{ id: differs, mine: { body: checkIn(5) } }]);
});

test('a choice that is open stays open, and both versions are on the new server', async () => {
  const id = await phone.do(() => save('check_in', checkIn(1)));
  await sync(earlier);
  earlier.write({ kind: 'check_in', id, body: checkIn(2) });
  await phone.do(() => save('check_in', checkIn(3), id));
  await sync(earlier);
  await phone.do(() => bringInto(account()));
  await sync(server);
  expect(scores()).toEqual([2]);
  expect((await phone.do(unsettled)).conflicts).toMatchObject([
    { id, mine: { body: checkIn(3) }, theirs: { body: checkIn(2) } },
  ]);
  await phone.do(() => keepMine(id));
  await sync(server);
  expect(scores()).toEqual([3]);
});

test('what was chosen goes to an account in which nothing is yet, and replaces nobody’s choice', async () => {
  const other = await device();
  await phone.do(() => bringInto(account()));
  expect(await phone.do(() => fact('account_change'))).toMatchObject({
    measures: ['low_mood'],
    conditions: ['depression'],
    first_hours: ['anxiety'],
  });
  const chosen = account({ measures: ['energy'] });
  await other.do(() => bringInto(chosen));
  expect(await other.do(() => fact('account_change'))).toBeUndefined();
  expect(await other.do(() => fact('account'))).toEqual(chosen);
});

test('what belonged to the earlier account alone is left', async () => {
  await phone.do(async () => {
    await keepFact('links', { x: { url: 'https://journal.example/s#x' } });
    await keepFact('reminders_here', true);
    await keepFact('draft check_in 2026-03-10', { form: {} });
    await bringInto(account());
    const kept = await withDatabase((database) => database.getAllKeys('facts'));
    expect(kept.sort()).toEqual([
      'account',
      'account_began',
      'account_change',
      'draft check_in 2026-03-10',
    ]);
  });
});

test('a copy of the device holds every entry, and of two versions both', async () => {
  const id = await phone.do(() => save('check_in', checkIn(1)));
  await phone.do(() =>
    save('treatment', { at: '2026-03-09T10:00:00Z', medicine: 'k', route: 'iv' }),
  );
  await sync(earlier);
  earlier.write({ kind: 'check_in', id, body: checkIn(2) });
  await phone.do(() => save('check_in', checkIn(3), id));
  await sync(earlier);
  await phone.do(() =>
    save('measure', { question: 'Calm?', min: 0, max: 4, polarity: 'higher_is_better' }, 'calm'),
  );
  const copy = JSON.parse(await phone.do(async () => (await deviceCopy()).text())) as {
    format: string;
    profile: object;
    records: { kind: string; id: string; body: CheckIn }[];
  };
  expect(copy).toMatchObject({
    format: 'afterglow',
    version: 1,
    profile: { measures: ['low_mood'], first_hours: ['anxiety'] },
  });
  expect(copy.records.map(({ kind }) => kind)).toEqual([
    'measure',
    'treatment',
    'check_in',
    'check_in',
  ]);
  const moods = copy.records.slice(2).map(({ body }) => body.scores['low_mood']);
  expect(moods.sort()).toEqual([2, 3]);
  expect(new Set(copy.records.map((record) => record.id)).size).toBe(4);
  expect(await phone.do(() => list('check_in'))).toHaveLength(1);
});
