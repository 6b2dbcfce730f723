/**
 * The drill: three phones, a backup, an hour of writes and deletions, a stolen password, an ended link,
 * an erased account, and a restore. Then all phones come back, and each account's export holds what was
 * acknowledged. Played by `tests/restore`.
 */
import 'fake-indexeddb/auto';
import { cpSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { call, callDone, callJson } from '#data/api.ts';
import { list, remove, save, standing } from '#data/journal.ts';
import { devices, exportJournal } from '#data/session.ts';
import { keepMine, takeTheirs, unsettled } from '#data/unsettled.ts';
import { OwnServer } from '../browser/own_server.ts';
import { Phone } from './phone.ts';

const PASSWORD = 'slow river under stones';
const NEW_PASSWORD = 'quiet meadow after rain';
const NEWEST_PASSWORD = 'copper lantern by the door';

/** Numbers below `limit`, always in the same order (xorshift32). */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

let server: OwnServer;

afterEach(() => server.remove());

async function signUp(username: string): Promise<Phone> {
  const answer = await fetchOpen('/accounts', {
    username,
    password: PASSWORD,
    time_zone: 'Europe/Berlin',
    locale: 'en',
  });
  expect(answer.status).toBe(201);
  const { recovery_code } = (await answer.json()) as { recovery_code: string };
  const phone = new Phone(server.address, username, PASSWORD, recovery_code);
  await phone.signIn();
  return phone;
}

const network = globalThis.fetch;
const fetchOpen = (path: string, json: object, headers = {}) =>
  network(`${server.address}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.address, ...headers },
    body: JSON.stringify(json),
  });

const another = async (phone: Phone): Promise<Phone> => {
  const next = new Phone(phone.address, phone.username, phone.password);
  await next.signIn();
  return next;
};

/** A person writes, corrects, deletes; every few minutes a phone is in the network, seldom for long. */
async function anHour(phones: readonly Phone[], number: (limit: number) => number): Promise<void> {
  for (let minute = 0; minute < 60; minute++) {
    const phone = phones[number(phones.length)];
    if (!phone) continue;
    await phone.do(async () => {
      const known = await list('check_in');
      const one = known[number(known.length)];
      const what = number(10);
      if (what < 2 && one) return remove(one.id);
      const scores = { low_mood: number(11) };
      const edited = what < 5 ? one?.id : undefined;
      const date = `2026-03-${String(1 + number(28)).padStart(2, '0')}`;
      await save('check_in', { date, scores, note: `minute ${minute}` }, edited);
    });
    if (number(5) === 0) await phone.syncBadly(number(3));
    else if (number(2) === 0) await phone.sync();
  }
}

/** All come together; whoever is asked keeps what is newer. Answers how often somebody was asked. */
async function together(phones: readonly Phone[]): Promise<number> {
  let asked = 0;
  for (let round = 0; round < 4; round++) {
    for (const phone of phones) {
      await phone.sync();
      await phone.do(async () => {
        for (const { id, mine, theirs } of (await unsettled()).conflicts) {
          asked += 1;
          if (minuteOf(mine) >= minuteOf(theirs)) await keepMine(id);
          else await takeTheirs(id);
        }
      });
    }
  }
  return asked;
}

const minuteOf = (content: object): number =>
  'body' in content
    ? Number(/\d+/.exec((content.body as { note?: string }).note ?? '')?.[0] ?? 0)
    : 99;

/** What an account's export holds: its records by their ids, without the revisions. */
async function exported(phone: Phone): Promise<Record<string, unknown>> {
  return phone.do(async () => {
    await exportJournal('spreadsheet', phone.password);
    const answer = await call('/export?format=json');
    const { records } = (await answer.json()) as { records: { id: string; body: unknown }[] };
    return Object.fromEntries(records.map(({ id, body }) => [id, body]));
  });
}

const shown = (phone: Phone) =>
  phone.do(async () =>
    Object.fromEntries((await list('check_in')).map(({ id, ...body }) => [id, body])),
  );

const WAYS = ['by afterglow restore', 'by copying files back'] as const;

test.each(WAYS)(
  'after a restore %s every account holds what was acknowledged',
  async (way) => {
    server = new OwnServer();
    await server.start();
    const ada = await signUp('ada');
    const phones = [ada, await another(ada), await another(ada)];
    const [bob, eve] = [await signUp('bob'), await signUp('eve')];
    const number = numbers(20260310);
    await anHour(phones, number);
    await together(phones);
    for (const phone of [bob, eve]) {
      await phone.do(() => save('check_in', { date: '2026-03-01', scores: { low_mood: 3 } }));
      await phone.sync();
    }
    const link = await ada.do(() =>
      callJson<{ id: string; token: string }>('/shares', {
        method: 'POST',
        json: {
          label: 'Dr Grey',
          measures: ['low_mood'],
          range: { last_days: 365 },
          expires_in_days: 90,
        },
      }),
    );
    const thief = await another(bob);

    const backup = join(server.folder, 'backup');
    if (way === 'by afterglow restore') server.command('backup', backup);
    else {
      await server.stop();
      cpSync(server.data, backup, { recursive: true });
      await server.start();
    }

    await bob.do(async () => {
      const json = { current_password: PASSWORD, new_password: NEW_PASSWORD };
      await call('/account/password', { method: 'PUT', json });
      await save('check_in', { date: '2026-03-02', scores: { low_mood: 4 } });
    });
    bob.password = NEW_PASSWORD;
    await bob.signIn();
    await bob.sync();
    await expect(thief.do(devices)).rejects.toThrow();
    await ada.do(() => callDone(`/shares/${link.id}`, { method: 'DELETE' }));
    await eve.do(() => callDone('/account', { method: 'DELETE', json: { password: PASSWORD } }));
    await anHour(phones, number);
    await together(phones);
    // The last is known to the phone that wrote it alone, and to the server.
    await ada.do(() => save('check_in', { date: '2026-03-29', scores: { low_mood: 5 } }));
    await ada.sync();
    const acknowledged = [await exported(ada), await exported(bob)];
    expect(Object.keys(acknowledged[0] ?? {}).length).toBeGreaterThan(20);

    await server.stop();
    renameSync(server.data, `${server.data} broken`);
    if (way === 'by afterglow restore') server.command('restore', backup);
    else cpSync(backup, server.data, { recursive: true });
    await server.start();

    // A password that was changed since the backup is lost; the one before it is good for nobody.
    await bob.recover(NEWEST_PASSWORD);
    // Whoever comes first, nothing is asked on which all agreed before.
    expect(await together([phones[2] ?? ada, phones[1] ?? ada, ada, bob])).toBe(0);
    expect([await exported(ada), await exported(bob)]).toEqual(acknowledged);
    for (const phone of phones) {
      expect(await shown(phone)).toEqual(acknowledged[0]);
      expect(await phone.do(standing)).toMatchObject({ waiting: 0, aside: 0, conflicts: 0 });
    }

    // What was ended stays ended.
    await expect(thief.do(devices)).rejects.toThrow();
    for (const [username, password] of [
      ['bob', PASSWORD],
      ['eve', PASSWORD],
    ])
      expect((await fetchOpen('/sessions', { username, password })).status).toBe(401);
    const visit = await network(`${server.address}/api/v1/shared`, {
      headers: { authorization: `Share ${link.token}` },
    });
    expect(visit.status).toBe(404);
    rmSync(backup, { recursive: true });
  },
  300_000,
);
