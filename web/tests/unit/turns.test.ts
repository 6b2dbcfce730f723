import { afterEach, expect, test, vi } from 'vitest';
import { inTurn } from '#data/turns.ts';

const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

afterEach(() => vi.unstubAllGlobals());

/** What two pieces of work that begin at once did, in order. */
async function bothAtOnce(): Promise<string[]> {
  const done: string[] = [];
  const work = (name: string) => async () => {
    done.push(`${name} begins`);
    await pause();
    done.push(`${name} ends`);
  };
  await Promise.all([inTurn('sync', work('one')), inTurn('sync', work('two'))]);
  return done;
}

const ONE_AFTER_THE_OTHER = ['one begins', 'one ends', 'two begins', 'two ends'];

test('without locks, as on http, work still takes turns', async () => {
  vi.stubGlobal('navigator', {});
  expect(await bothAtOnce()).toEqual(ONE_AFTER_THE_OTHER);
});

test('where the browser refuses locks, work is done all the same, once', async () => {
  const request = () => Promise.reject(new DOMException('denied', 'SecurityError'));
  vi.stubGlobal('navigator', { locks: { request } });
  expect(await bothAtOnce()).toEqual(ONE_AFTER_THE_OTHER);
});

test('work that fails in its turn fails, is not done again, and holds nobody up', async () => {
  vi.stubGlobal('navigator', {});
  const work = vi.fn(() => Promise.reject(new Error('no')));
  await expect(inTurn('sync', work)).rejects.toThrow('no');
  expect(work).toHaveBeenCalledOnce();
  expect(await inTurn('sync', () => Promise.resolve('yes'))).toBe('yes');
});
