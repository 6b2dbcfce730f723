import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import {
  adoptAccount,
  changeAccount,
  currentAccount,
  exchangeAccount,
  loadAccount,
  type Account,
} from '#data/account.svelte.ts';
import { refusedSettings } from '#data/account_change.ts';
import { Problem, SessionEnded, Unreachable, type Call } from '#data/api.ts';
import { wipe } from '#data/database.ts';
import { keepFact } from '#data/facts.ts';
import { mergedReminders } from '#domain/merging.ts';

const ACCOUNT: Account = {
  username: 'somebody',
  time_zone: 'Europe/Berlin',
  locale: 'en',
  country: 'DE',
  conditions: ['depression'],
  measures: ['low_mood', 'sleep_quality', 'anxiety'],
  first_hours: ['anxiety'],
  questionnaires: [],
  reminders: { times: ['09:00'], quiet: null, after_treatment: true },
  created_at: '2026-01-01T00:00:00Z',
};

/** The account as the server has it, which another device changes, too. */
class Server {
  account: Account = structuredClone(ACCOUNT);
  patches: unknown[] = [];
  loseAnswers = 0;
  /** Happens once, between asking and sending. */
  between: (() => void) | undefined;
  refuse: ((change: Partial<Account>) => Problem | undefined) | undefined;

  readonly reach = async (call: Call = {}): Promise<Response> => {
    if (call.method !== 'PATCH') {
      const answer = this.#answer();
      this.between?.();
      this.between = undefined;
      return answer;
    }
    const change = call.json as Partial<Account>;
    if (call.headers?.['if-match'] !== this.#etag())
      throw new Problem(412, 'changed_elsewhere', '');
    const problem = this.refuse?.(change);
    if (problem) throw problem;
    this.patches.push(change);
    this.account = { ...this.account, ...structuredClone(change) };
    delete this.account.damaged;
    if (this.loseAnswers-- > 0) throw new Unreachable('answer lost');
    return this.#answer();
  };

  #etag = () => JSON.stringify(JSON.stringify(this.account).length + JSON.stringify(this.account));
  #answer = () => Response.json(this.account, { headers: { etag: this.#etag() } });
}

let server: Server;

beforeEach(async () => {
  await wipe();
  await keepFact('account', structuredClone(ACCOUNT));
  await loadAccount();
  server = new Server();
});

const exchange = () => exchangeAccount(server.reach);

test('measures added on two devices are both followed, and one taken out is gone', async () => {
  await changeAccount({ measures: ['low_mood', 'anxiety', 'mine'] });
  server.account.measures = ['low_mood', 'sleep_quality', 'theirs', 'anxiety'];
  await exchange();
  expect(server.account.measures).toEqual(['low_mood', 'theirs', 'anxiety', 'mine']);
  expect(currentAccount()?.measures).toEqual(server.account.measures);
});

test('a measure added elsewhere between asking and sending is not lost', async () => {
  await changeAccount({ measures: [...ACCOUNT.measures, 'mine'] });
  server.between = () => server.account.measures.push('theirs');
  await exchange();
  expect([...server.account.measures].sort()).toEqual(
    [...ACCOUNT.measures, 'mine', 'theirs'].sort(),
  );
});

test('an order chosen here stays when another device adds one', async () => {
  await changeAccount({ measures: ['anxiety', 'low_mood', 'sleep_quality'] });
  server.account.measures.push('theirs');
  await exchange();
  expect(server.account.measures).toEqual(['anxiety', 'theirs', 'low_mood', 'sleep_quality']);
});

test('what is taken out after an answer was lost does not come back', async () => {
  await changeAccount({ measures: [...ACCOUNT.measures, 'mine'] });
  server.loseAnswers = 1;
  await expect(exchange()).rejects.toBeInstanceOf(Unreachable);
  await changeAccount({ measures: ACCOUNT.measures });
  await exchange();
  expect(server.account.measures).toEqual(ACCOUNT.measures);
});

test('a change of one setting sends no other, and what is there already is not sent', async () => {
  await changeAccount({ country: 'AT' });
  server.account.measures.push('theirs');
  await exchange();
  expect(server.patches).toEqual([{ country: 'AT' }]);
  expect(currentAccount()).toEqual(server.account);
  await changeAccount({ country: 'AT' });
  await exchange();
  expect(server.patches).toHaveLength(1);
});

test('every choice about reminders that was made here goes to the server', () => {
  const base = { times: ['09:00'], quiet: null, after_treatment: true, before_treatment: true };
  const theirs = { ...base, after_treatment: false };
  const mine = { ...base, before_treatment: false };
  expect(mergedReminders(base, mine, theirs)).toEqual({
    times: ['09:00'],
    quiet: null,
    after_treatment: false,
    before_treatment: false,
  });
});

test('conditions, questionnaires and times of reminders are merged one by one, too', async () => {
  await changeAccount({
    conditions: ['depression', 'ptsd'],
    questionnaires: [{ questionnaire: 'phq_9', every_days: 7 }],
    reminders: { times: ['09:00', '20:00'], quiet: null, after_treatment: true },
  });
  server.account.conditions = ['depression', 'ocd'];
  server.account.questionnaires = [{ questionnaire: 'gad_7', every_days: 14 }];
  server.account.reminders = { times: ['09:00', '12:00'], quiet: null, after_treatment: false };
  await exchange();
  expect([...server.account.conditions].sort()).toEqual(['depression', 'ocd', 'ptsd']);
  expect(server.account.questionnaires.map(({ questionnaire }) => questionnaire).sort()).toEqual([
    'gad_7',
    'phq_9',
  ]);
  expect(server.account.reminders).toEqual({
    times: ['09:00', '12:00', '20:00'],
    quiet: null,
    after_treatment: false,
  });
});

test('how often a questionnaire is asked is changed here without touching another', async () => {
  server.account.questionnaires = [
    { questionnaire: 'phq_9', every_days: 14 },
    { questionnaire: 'gad_7', every_days: 14 },
  ];
  await exchange();
  await changeAccount({
    questionnaires: [
      { questionnaire: 'phq_9', every_days: 7 },
      { questionnaire: 'gad_7', every_days: 14 },
    ],
  });
  server.account.questionnaires = [
    { questionnaire: 'phq_9', every_days: 14 },
    { questionnaire: 'gad_7', every_days: 7 },
  ];
  await exchange();
  expect(server.account.questionnaires).toEqual([
    { questionnaire: 'phq_9', every_days: 7 },
    { questionnaire: 'gad_7', every_days: 7 },
  ]);
});

test('a change made while the answer is on its way is sent next, on top of it', async () => {
  await changeAccount({ measures: [...ACCOUNT.measures, 'first'] });
  server.account.measures.push('theirs');
  let again = false;
  await exchangeAccount(async (call) => {
    const answer = await server.reach(call);
    if (call?.method === 'PATCH' && !again) {
      again = true;
      await changeAccount({ measures: [...ACCOUNT.measures, 'second'] });
    }
    return answer;
  });
  const expected = [...ACCOUNT.measures, 'second', 'theirs'].sort();
  expect([...(currentAccount()?.measures ?? [])].sort()).toEqual(expected);
  await exchange();
  expect([...server.account.measures].sort()).toEqual(expected);
});

test('a setting that the server refuses is given up and said, and the others go', async () => {
  await changeAccount({ country: 'AT', locale: 'xx-no' });
  server.refuse = ({ locale }) =>
    locale === undefined
      ? undefined
      : new Problem(422, 'invalid_body', 'no', [
          { pointer: '/locale', code: 'language_tag', params: {}, detail: 'no language' },
        ]);
  await exchange();
  expect(server.account.country).toBe('AT');
  expect(currentAccount()?.locale).toBe('en');
  expect(await refusedSettings()).toEqual({
    locale: { code: 'language_tag', params: {}, detail: 'no language' },
  });
});

test('nothing is sent in the name of somebody else who has signed in meanwhile', async () => {
  await changeAccount({ country: 'AT' });
  server.account.username = 'another';
  await expect(exchange()).rejects.toBeInstanceOf(SessionEnded);
  expect(server.patches).toEqual([]);
  expect(currentAccount()?.username).toBe('somebody');
});

test('a setting that cannot be sent keeps no entry from going', async () => {
  await changeAccount({ locale: 'de' });
  server.refuse = () => new Problem(500, 'internal', 'broken');
  expect(await exchangeAccount(server.reach)).toMatchObject({ status: 500 });
  expect(await refusedSettings()).toEqual({});
  server.refuse = () => new Problem(400, 'malformed', 'not this');
  expect(await exchangeAccount(server.reach)).toBeUndefined();
  expect(await refusedSettings()).toEqual({
    locale: { code: 'malformed', params: {}, detail: 'not this' },
  });
});

test('who signs in to another account of the same name is somebody else', async () => {
  server.account.created_at = '2026-02-02T00:00:00Z';
  await expect(exchangeAccount(server.reach)).rejects.toBeInstanceOf(SessionEnded);
});

test('what the server cannot read any more is sent again by the device that has it', async () => {
  const told = { ...ACCOUNT, conditions: [], measures: [], country: null, damaged: true as const };
  server.account = told;
  server.account.reminders = { times: [], quiet: null, after_treatment: false };
  server.account.first_hours = [];
  await exchangeAccount(server.reach);
  const { conditions, measures, country, first_hours, reminders, questionnaires } = ACCOUNT;
  expect(server.patches).toEqual([expect.objectContaining({ conditions, measures, country })]);
  expect(server.account).toMatchObject({
    conditions,
    measures,
    first_hours,
    reminders,
    questionnaires,
  });
  expect(currentAccount()?.measures).toEqual(measures);
});

test('a change that waits takes all the rest with it where the server cannot read that any more', async () => {
  await changeAccount({ country: 'NZ' });
  server.account = { ...ACCOUNT, conditions: [], measures: [], country: null, damaged: true };
  await exchangeAccount(server.reach);
  expect(server.account).toMatchObject({ country: 'NZ', measures: ACCOUNT.measures });
  expect(currentAccount()?.measures).toEqual(ACCOUNT.measures);
});

test('signing in again takes nothing from a device that the server cannot read any more', async () => {
  const damaged: Account = { ...ACCOUNT, conditions: [], measures: [], damaged: true };
  await adoptAccount(damaged);
  expect(currentAccount()?.measures).toEqual(ACCOUNT.measures);
  await wipe();
  await adoptAccount(damaged);
  expect(currentAccount()?.damaged).toBe(true);
  server.account = damaged;
  await exchangeAccount(server.reach);
  expect(server.patches).toEqual([]);
  // Chosen anew.
  await changeAccount({ measures: ['energy'] });
  await exchangeAccount(server.reach);
  expect(server.patches).toEqual([{ measures: ['energy'] }]);
});
