import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { Problem, SessionEnded, Unreachable } from '#data/api.ts';
import { SignedOut, withDatabase, wipe } from '#data/database.ts';
import { exchange } from '#data/exchange.ts';
import { keepFact } from '#data/facts.ts';
import { find, list, refusedIds, remove, save, standing } from '#data/journal.ts';
import { giveUp, refusalOf, sendAgain } from '#data/unsettled.ts';
import { newId } from '#domain/id.ts';
import type { CheckIn, OwnMeasure } from '#domain/records.ts';
import { ModelServer } from './model_server.ts';

const checkIn = (low_mood: number): CheckIn => ({
  at: '2026-03-10T20:00:00+01:00',
  scores: { low_mood },
});

let server: ModelServer;

beforeEach(async () => {
  await wipe();
  await keepFact('account', { username: 'somebody' });
  server = new ModelServer();
});

const outbox = () => withDatabase((database) => database.getAll('outbox'));
const conflicts = () => withDatabase((database) => database.getAll('conflicts'));

test('a saved check-in is in the journal and in the outbox, in one transaction', async () => {
  const id = await save('check_in', checkIn(7));
  expect(await find('check_in', id)).toEqual({ ...checkIn(7), id });
  expect(await outbox()).toMatchObject([{ id, base_revision: 0, content: { body: checkIn(7) } }]);
});

test('a save that fails halfway leaves neither a row nor something to send', async () => {
  const unclonable = { ...checkIn(7), note: (() => 'x') as unknown as string };
  await expect(save('check_in', unclonable)).rejects.toThrow();
  expect(await list('check_in')).toEqual([]);
  expect(await outbox()).toEqual([]);
});

test('an exchange sends what waits and empties the outbox', async () => {
  const id = await save('check_in', checkIn(7));
  await exchange(server.reach);
  expect(server.records.get(id)?.body).toEqual(checkIn(7));
  expect(await standing()).toMatchObject({ waiting: 0, aside: 0, conflicts: 0 });
});

test('what another device wrote appears, and what it deleted is gone', async () => {
  const id = newId();
  server.write({ kind: 'check_in', id, body: checkIn(3) });
  await exchange(server.reach);
  expect(await find('check_in', id)).toEqual({ ...checkIn(3), id });
  server.write({ kind: 'check_in', id, deleted: true });
  await exchange(server.reach);
  expect(await find('check_in', id)).toBeUndefined();
});

test('a lost answer neither loses nor doubles the record', async () => {
  const id = await save('check_in', checkIn(7));
  server.loseAnswers = 1;
  await expect(exchange(server.reach)).rejects.toBeInstanceOf(Unreachable);
  expect(await outbox()).toHaveLength(1);
  await exchange(server.reach);
  expect([...server.records.keys()]).toEqual([id]);
  expect(await outbox()).toEqual([]);
});

test('an edit after a lost answer is no conflict with oneself', async () => {
  const id = await save('check_in', checkIn(7));
  server.loseAnswers = 1;
  await exchange(server.reach).catch(() => undefined);
  await save('check_in', checkIn(4), id);
  await exchange(server.reach);
  expect(server.records.get(id)?.body).toEqual(checkIn(4));
  expect(await conflicts()).toEqual([]);
});

test('a deletion after a lost answer reaches the server', async () => {
  const id = await save('check_in', checkIn(7));
  server.loseAnswers = 1;
  await exchange(server.reach).catch(() => undefined);
  await remove(id);
  await exchange(server.reach);
  expect(server.records.get(id)?.deleted).toBe(true);
  expect(await conflicts()).toEqual([]);
});

test('deleting what the server never heard of leaves nothing to send', async () => {
  await remove(await save('check_in', checkIn(7)));
  expect(await outbox()).toEqual([]);
});

test('an edit made while the answer is on its way is sent next', async () => {
  const id = await save('check_in', checkIn(7));
  let edited = false;
  await exchange(async (path, call) => {
    const answer = await server.reach<never>(path, call);
    if (!edited) await save('check_in', checkIn(2), id);
    edited = true;
    return answer;
  });
  expect(server.records.get(id)?.body).toEqual(checkIn(2));
  expect(await outbox()).toEqual([]);
  expect(await conflicts()).toEqual([]);
});

test('two devices editing one record: both versions are kept, and nothing is overwritten', async () => {
  const id = await save('check_in', checkIn(7));
  await exchange(server.reach);
  server.write({ kind: 'check_in', id, body: checkIn(1) });
  await save('check_in', checkIn(9), id);
  await exchange(server.reach);
  expect(await conflicts()).toMatchObject([
    { id, mine: { body: checkIn(9) }, theirs: { body: checkIn(1), revision: 2 } },
  ]);
  expect(server.records.get(id)?.body).toEqual(checkIn(1));
  expect(await find('check_in', id)).toMatchObject(checkIn(9));
});

test('two devices making the same change is no conflict', async () => {
  const id = await save('check_in', checkIn(7));
  await exchange(server.reach);
  server.write({ kind: 'check_in', id, body: checkIn(9) });
  await save('check_in', checkIn(9), id);
  await exchange(server.reach);
  expect(await standing()).toMatchObject({ waiting: 0, aside: 0, conflicts: 0 });
});

test('what the server refuses rests here with its reason; everything else is sent', async () => {
  const bad = await save('check_in', checkIn(99));
  const good = await save('check_in', checkIn(5));
  server.refuse = ({ body }) => (body as CheckIn).scores['low_mood'] === 99;
  await exchange(server.reach);
  expect([...server.records.keys()]).toEqual([good]);
  expect(await outbox()).toMatchObject([
    { id: bad, aside: 'out of range', said: { code: 'whole_number', params: { min: 0, max: 10 } } },
  ]);
  await save('check_in', checkIn(9), bad);
  await exchange(server.reach);
  expect(server.records.has(bad)).toBe(true);
});

test('an ended session keeps the outbox', async () => {
  await save('check_in', checkIn(7));
  server.failure = new SessionEnded();
  await expect(exchange(server.reach)).rejects.toBeInstanceOf(SessionEnded);
  expect(await standing()).toMatchObject({ waiting: 1, aside: 0, conflicts: 0 });
});

test('a thousand waiting changes go in batches the server takes', async () => {
  for (let i = 0; i < 600; i++)
    await save('check_in', { ...checkIn(i % 11), note: 'n'.repeat(300) });
  await exchange(server.reach);
  expect(server.records.size).toBe(600);
  expect(server.posts).toBeGreaterThan(2);
}, 30_000);

test('an answer that arrives after signing out fills nothing again', async () => {
  server.write({ kind: 'check_in', id: newId(), body: checkIn(3) });
  const late = exchange(async (path, call) => {
    const answer = await server.reach<never>(path, call);
    await wipe();
    return answer;
  });
  await expect(late).rejects.toBeInstanceOf(SignedOut);
  expect(await list('check_in')).toEqual([]);
});

test('what is refused without a word of which is found, rests, and the others go', async () => {
  const large = await save('check_in', { ...checkIn(5), note: 'too long' });
  const others = [await save('check_in', checkIn(1)), await save('check_in', checkIn(2))];
  server.refuseAll = (changes) =>
    changes.some(({ id }) => id === large) ? new Problem(413, 'too_large', 'too large') : undefined;
  await exchange(server.reach);
  expect([...server.records.keys()].sort()).toEqual(others.sort());
  expect(await outbox()).toMatchObject([{ id: large, aside: 'too large' }]);
});

test('a deletion that the server refuses brings the entry back, and says so on it', async () => {
  const id = await save('check_in', checkIn(7));
  await exchange(server.reach);
  server.refuse = (change) => 'deleted' in change;
  await remove(id);
  await exchange(server.reach);
  expect(await find('check_in', id)).toEqual({ ...checkIn(7), id });
  expect([...(await refusedIds())]).toEqual([id]);
  expect(await standing()).toMatchObject({ waiting: 0, aside: 1, conflicts: 0 });
  await giveUp(id);
  await exchange(server.reach);
  expect(await standing()).toMatchObject({ waiting: 0, aside: 0, conflicts: 0 });
  expect(await find('check_in', id)).toEqual({ ...checkIn(7), id });
});

test('a refused entry that the server never had is gone when it is given up', async () => {
  const id = await save('check_in', checkIn(99));
  server.refuse = () => true;
  await exchange(server.reach);
  await giveUp(id);
  expect(await find('check_in', id)).toBeUndefined();
  expect(await outbox()).toEqual([]);
});

test('a refused change that is given up is soon as the server has it', async () => {
  const id = await save('check_in', checkIn(7));
  await exchange(server.reach);
  server.refuse = ({ body }) => (body as CheckIn).scores['low_mood'] === 99;
  await save('check_in', checkIn(99), id);
  await exchange(server.reach);
  expect(await refusalOf(id)).toMatchObject({ places: ['/scores/low_mood'] });
  await giveUp(id);
  await exchange(server.reach);
  expect(await find('check_in', id)).toEqual({ ...checkIn(7), id });
  expect(await standing()).toMatchObject({ waiting: 0, aside: 0, conflicts: 0 });
});

test('what was refused can be sent again when the reason is gone', async () => {
  const id = await save('check_in', checkIn(99));
  server.refuse = () => true;
  await exchange(server.reach);
  server.refuse = undefined;
  await sendAgain(id);
  await exchange(server.reach);
  expect([...server.records.keys()]).toEqual([id]);
});

const calm = (max = 10): OwnMeasure => ({
  question: 'How calm?',
  min: 0,
  max,
  polarity: 'higher_is_better',
});
const revisionOf = (id: string) => server.records.get(id)?.revision ?? 0;

test('a question is sent before its scores and given up after them, whatever their ids and however many', async () => {
  // An entry of last week is scored by a question that is made now, so its id is the lower one.
  for (let n = 100; n < 601; n++)
    await save('check_in', { date: '2026-03-10', scores: { x: 1 } }, `c${n}`);
  await save('measure', calm(), 'x');
  await exchange(server.reach);
  expect(server.posts).toBe(2);
  expect(revisionOf('x')).toBe(1);

  await remove('x');
  for (let n = 100; n < 601; n++) await remove(`c${n}`);
  await exchange(server.reach);
  expect(server.posts).toBe(4);
  expect(revisionOf('x')).toBe(server.revision);
  expect(await outbox()).toEqual([]);
}, 30_000);

test('what was made first is sent first', async () => {
  await save('event', { date: '2026-03-10', category: 'life', title: 'Moved' }, 'b');
  await new Promise((resolve) => setTimeout(resolve, 2));
  await save('event', { date: '2026-03-11', category: 'life', title: 'Unpacked' }, 'a');
  await exchange(server.reach);
  expect(revisionOf('b')).toBeLessThan(revisionOf('a'));
});

test('what is new arrives although nothing can be sent, and what waits is sent although nothing new can be read', async () => {
  const id = newId();
  server.write({ kind: 'check_in', id, body: checkIn(3) });
  await save('check_in', checkIn(7));
  server.refuseAll = () => new Problem(503, 'storage_failed', 'later');
  await expect(exchange(server.reach)).rejects.toMatchObject({ status: 503 });
  expect(await find('check_in', id)).toEqual({ ...checkIn(3), id });
  server.refuseAll = undefined;
  const unread = exchange((path, call) =>
    call?.method === 'POST'
      ? server.reach(path, call)
      : Promise.reject(new Problem(500, 'internal', 'broken')),
  );
  await expect(unread).rejects.toMatchObject({ status: 500 });
  expect(server.records.size).toBe(2);
});

test.each([400, 413, 422, 500])(
  'an entry for which a batch is refused as a whole (%i) rests, and all others go',
  async (status) => {
    const ids: string[] = [];
    for (let mood = 0; mood < 11; mood++) ids.push(await save('check_in', checkIn(mood)));
    const [bad, worse] = [ids[2], ids[7]];
    server.refuseAll = (changes) =>
      changes.some(({ id }) => id === bad || id === worse)
        ? new Problem(status, 'internal', 'not this')
        : undefined;
    await exchange(server.reach);
    expect(server.records.size).toBe(9);
    const rows = await outbox();
    expect(rows.map(({ id }) => id).sort()).toEqual([bad, worse].sort());
    expect(rows.map(({ aside }) => aside)).toEqual(['not this', 'not this']);
    // Nothing of it is asked for again and again.
    const posts = server.posts;
    await exchange(server.reach);
    expect(server.posts).toBe(posts);
  },
);

test('a server that fails by itself makes no entry the culprit', async () => {
  for (let mood = 0; mood < 5; mood++) await save('check_in', checkIn(mood));
  server.refuseAll = () => new Problem(500, 'internal', 'broken');
  await expect(exchange(server.reach)).rejects.toMatchObject({ status: 500 });
  expect(await standing()).toMatchObject({ waiting: 5, aside: 0, conflicts: 0 });
  expect(server.posts).toBe(2);
});

test('half a character is mended before it is stored, wherever it stands', async () => {
  const half = 'tired \ud83d';
  const id = await save('treatment', {
    at: '2026-03-10T20:00:00+01:00',
    medicine: half,
    route: 'iv',
    experience: `whole 😀, half \ude00`,
    side_effects: [{ effect: half, severity: 1 }],
  });
  const mended = 'tired \ufffd';
  expect(await find('treatment', id)).toMatchObject({
    medicine: mended,
    experience: 'whole 😀, half \ufffd',
    side_effects: [{ effect: mended }],
  });
  expect(await outbox()).toMatchObject([{ content: { body: { medicine: mended } } }]);
});

test('scores that were refused with their question go once it is mended', async () => {
  await save('measure', calm(), 'x');
  const scored = await save('check_in', { date: '2026-03-10', scores: { x: 1 } });
  server.refuseAll = (changes) => {
    const made = server.records.has('x') || changes.some(({ id }) => id === 'x');
    const faults = changes.flatMap(({ id, body }, index) => {
      if (id === 'x' && (body as OwnMeasure).max > 5)
        return [
          { pointer: `/changes/${index}/body/max`, code: 'highest_score', detail: 'too much' },
        ];
      return id === scored && !made
        ? [
            {
              pointer: `/changes/${index}/body/scores/x`,
              code: 'known_measure',
              detail: 'no such question',
            },
          ]
        : [];
    });
    return faults.length > 0 ? new Problem(422, 'invalid_body', 'bad', faults) : undefined;
  };
  await exchange(server.reach);
  expect(await standing()).toMatchObject({ waiting: 0, aside: 2, conflicts: 0 });
  await save('measure', calm(5), 'x');
  await exchange(server.reach);
  expect(await standing()).toMatchObject({ waiting: 0, aside: 0, conflicts: 0 });
  expect(revisionOf('x')).toBeLessThan(revisionOf(scored));
});
