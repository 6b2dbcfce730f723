import { afterEach, expect, test, vi } from 'vitest';
import { call, callDone, callJson, callOpen, grant, Problem, Unreachable } from '#data/api.ts';
import { freshRelief } from '#data/answers.ts';
import { sharedJournal, stillActive, NoAnswer, NotActive } from '#data/visit.ts';

const OURS = { afterglow: 'v1' };
const JSON_TYPE = { 'content-type': 'application/json' };
const PROBLEM_TYPE = { 'content-type': 'application/problem+json' };

const answering = (...answers: Response[]) => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url);
    return Promise.resolve(answers.shift() ?? new Response(null, { status: 500 }));
  });
  return asked;
};

const problem = (status: number, code: string) =>
  new Response(JSON.stringify({ code, detail: code, status }), {
    status,
    headers: { ...OURS, ...PROBLEM_TYPE },
  });

const html = (status: number, headers: Record<string, string> = {}) =>
  new Response('<!doctype html><title>Sign in to this network</title>', {
    status,
    headers: { 'content-type': 'text/html', ...headers },
  });

/** No call of the app is ever sent elsewhere by this server. */
const redirected = (response: Response) =>
  Object.defineProperty(response, 'redirected', { value: true });

/** What networks in between are known to answer in a server's place. */
const PORTALS: [string, () => Response][] = [
  ['200 with HTML', () => html(200)],
  ['200 with its own JSON', () => new Response('{"portal":true}', { headers: JSON_TYPE })],
  ['204 without a word', () => new Response(null, { status: 204 })],
  ['304 without a word', () => new Response(null, { status: 304 })],
  ['401 with HTML', () => html(401)],
  ['403 with HTML', () => html(403)],
  ['404 with HTML', () => html(404)],
  ['422 with HTML', () => html(422)],
  ['502 with HTML', () => html(502)],
  ['511 with HTML', () => html(511)],
  [
    'another server of this kind, to which it leads',
    () => redirected(new Response('{}', { headers: { ...OURS, ...JSON_TYPE } })),
  ],
  ['this server, broken by a proxy: HTML', () => html(200, OURS)],
];

afterEach(() => {
  vi.unstubAllGlobals();
  grant(undefined);
});

const signedIn = () => grant({ access_token: 'a', expires_in: 900, session_id: 's' });

test.each(PORTALS)('%s is never taken for an answer', async (_, portal) => {
  signedIn();
  answering(portal());
  await expect(callJson('/account')).rejects.toThrow(Unreachable);
  answering(portal());
  await expect(callDone('/shares/1', { method: 'DELETE' })).rejects.toThrow(Unreachable);
  answering(portal());
  await expect(callOpen('/sessions', { method: 'POST', json: {} })).rejects.toThrow(Unreachable);
  // It says nothing of the session either: the token is not renewed, and nobody is signed out.
  grant(undefined);
  answering(portal());
  await expect(call('/account')).rejects.toThrow(Unreachable);
  answering(portal());
  await expect(sharedJournal({ token: 't' })).rejects.toThrow(NoAnswer);
});

test.each(PORTALS.filter(([name]) => !name.startsWith('this server')))(
  '%s says nothing about a link',
  async (_, portal) => {
    answering(portal());
    await expect(stillActive({ token: 't' })).rejects.toThrow(NoAnswer);
  },
);

test('what this server says is heard', async () => {
  signedIn();
  answering(new Response('{"a":1}', { headers: { ...OURS, ...JSON_TYPE } }));
  expect(await callJson('/account')).toEqual({ a: 1 });
  answering(new Response(null, { status: 204, headers: OURS }));
  await callDone('/shares/1', { method: 'DELETE' });
  answering(problem(404, 'not_found'));
  await expect(callJson('/account')).rejects.toThrow(Problem);
  answering(problem(404, 'link_not_active'));
  expect(await stillActive({ token: 't' })).toBe(false);
  answering(problem(404, 'link_not_active'));
  await expect(sharedJournal({ token: 't' })).rejects.toThrow(NotActive);
});

test('what is to be done is done only when the server says so', async () => {
  signedIn();
  answering(new Response('{}', { headers: { ...OURS, ...JSON_TYPE } }));
  await expect(callDone('/account', { method: 'DELETE' })).rejects.toThrow(Unreachable);
});

test('JSON that is cut off or is none is no answer', async () => {
  signedIn();
  answering(new Response('{"a":', { headers: { ...OURS, ...JSON_TYPE } }));
  await expect(callJson('/account')).rejects.toThrow(Unreachable);
  answering(html(200, OURS));
  await expect(freshRelief(['low_mood'])).rejects.toThrow(Unreachable);
});

test('an answer that breaks off on its way is no answer', async () => {
  signedIn();
  const broken = new ReadableStream({ pull: (stream) => stream.error(new TypeError('gone')) });
  answering(new Response(broken, { headers: { ...OURS, ...JSON_TYPE } }));
  await expect(callJson('/account')).rejects.toThrow(Unreachable);
});

test('a redirect is not followed, and what is large has more time', async () => {
  signedIn();
  vi.useFakeTimers();
  const sent: RequestInit[] = [];
  vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
    sent.push(init);
    return Promise.resolve(new Response('{}', { headers: { ...OURS, ...JSON_TYPE } }));
  });
  await callJson('/changes');
  await callJson('/changes', { method: 'POST', json: { text: 'x'.repeat(200_000) } });
  expect(sent.map(({ redirect }) => redirect)).toEqual(['error', 'error']);
  const waiting = () => sent.map(({ signal }) => signal?.aborted === false);
  vi.advanceTimersByTime(19_999);
  expect(waiting()).toEqual([true, true]);
  vi.advanceTimersByTime(1);
  expect(waiting()).toEqual([false, true]);
  vi.advanceTimersByTime(40_000);
  expect(waiting()).toEqual([false, true]);
  vi.useRealTimers();
});
