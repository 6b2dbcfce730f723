import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { withDatabase, wipe } from '#data/database.ts';
import { exchange } from '#data/exchange.ts';
import { keepFact } from '#data/facts.ts';
import { remove, save } from '#data/journal.ts';
import { keptPlan } from '#data/safety_plan.ts';
import { takeTheirs } from '#data/unsettled.ts';
import {
  callAddress,
  dialled,
  fits,
  MOST,
  PLAN_ID,
  together,
  type SafetyPlan,
} from '#domain/safety_plan.ts';
import { ModelServer } from './model_server.ts';

const plan = (sign: string): SafetyPlan => ({ warning_signs: [sign] });
let server: ModelServer;

beforeEach(async () => {
  await wipe();
  await keepFact('account', { username: 'somebody' });
  server = new ModelServer();
});

const outbox = () => withDatabase((database) => database.getAll('outbox'));
const onServer = () => server.records.get(PLAN_ID)?.body;
const another = (body: SafetyPlan) => server.write({ kind: 'safety_plan', id: PLAN_ID, body });

test.each([
  ['01632 960001', '01632960001'],
  ['+49 (0)30 / 23125-019', '+493023125019'],
  ['0049 (0) 30 23125', '00493023125'],
  ['(030) 23125', '03023125'],
  ['(030) 23125, only mornings 8-12', '03023125'],
  ['Tel. 06 55 57 01 02 (poste 12)', '0655570102'],
  ['Mobil: 0170-55 0100', '0170550100'],
  ['030 23125 ext. 7', '03023125'],
  ['030 23125 or 0170 550100', '03023125'],
  ['15', '15'],
  ['*4141', '*4141'],
  ['０１６３２ 960001', '01632960001'],
  ['+1 202 555 0143', '+12025550143'],
])('%s is dialled as %s', (typed, number) => {
  expect(dialled(typed)).toBe(number);
});

test.each(['', '   ', 'ring the bell', '7', '030 23125 / 0170 550100', '0170550100 0170550101'])(
  'nothing is dialled for “%s”',
  (typed) => {
    expect(callAddress(typed)).toBeUndefined();
  },
);

test('a number is an address that a phone takes', () => {
  expect(callAddress('+44 1632 960001')).toBe('tel:+441632960001');
  expect(callAddress('#31# 0170 550100')).toBe('tel:%2331%230170550100');
  expect(callAddress(undefined)).toBeUndefined();
});

test('of two plans that are put together every entry stays, once', () => {
  const jo = { name: 'Jo', phone: '01632 960001' };
  const mine = { warning_signs: ['a', 'b'], people: [jo], places: ['the library'] };
  const theirs = { warning_signs: ['b', 'c'], people: [{ ...jo }, { name: 'Kim' }] };
  expect(together(mine, theirs)).toEqual({
    warning_signs: ['a', 'b', 'c'],
    people: [jo, { name: 'Kim' }],
    places: ['the library'],
  });
  const full = (name: string) => ({
    places: Array.from({ length: MOST.entries }, (_, n) => name + String(n)),
  });
  expect(fits(full('a')) && !fits(together(full('a'), full('b')))).toBe(true);
});

test('a plan is one record, however often it is written', async () => {
  await save('safety_plan', plan('a'), PLAN_ID);
  await exchange(server.reach);
  await save('safety_plan', plan('b'), PLAN_ID);
  await exchange(server.reach);
  expect([...server.records.keys()]).toEqual([PLAN_ID]);
  expect(onServer()).toEqual(plan('b'));
});

test('a plan written anew before its deletion was sent is no conflict with oneself', async () => {
  await save('safety_plan', plan('a'), PLAN_ID);
  await exchange(server.reach);
  await remove(PLAN_ID);
  await save('safety_plan', plan('b'), PLAN_ID);
  await exchange(server.reach);
  expect(onServer()).toEqual(plan('b'));
  expect(await keptPlan()).toEqual({ plan: plan('b'), twice: false });
});

test('two devices that each wrote a plan: both are kept, and can become one', async () => {
  another(plan('theirs'));
  await save('safety_plan', plan('mine'), PLAN_ID);
  await exchange(server.reach);
  expect(await keptPlan()).toEqual({ plan: plan('mine'), twice: true });
  await takeTheirs(PLAN_ID, { both: true });
  await exchange(server.reach);
  expect(onServer()).toEqual({ warning_signs: ['mine', 'theirs'] });
  expect(await keptPlan()).toMatchObject({ plan: onServer(), twice: false });
  expect(await outbox()).toEqual([]);
});
