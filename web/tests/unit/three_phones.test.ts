/**
 * Any interleaving of writes, deletions, exchanges, lost answers, backups and restores. Each case is
 * told by its seed; what fails is played again with ever fewer steps. AFTERGLOW_TEST_CASES: how many.
 */
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { KINDS, World, type Step } from './three_phones.ts';

const CASES = Number(process.env['AFTERGLOW_TEST_CASES'] ?? 150);
const FIRST = Number(process.env['AFTERGLOW_TEST_SEED'] ?? 1);
const MOST_STEPS = 30;

/** Numbers below `limit` that a seed always gives in the same order (xorshift32). */
function numbers(seed: number): (limit: number) => number {
  let state = Math.imul(seed, 0x9e3779b1) | 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

function stepsOf(seed: number): Step[] {
  const number = numbers(seed);
  return Array.from({ length: 5 + number(MOST_STEPS - 5) }, () => ({
    what: KINDS[number(KINDS.length)] ?? 'sync',
    phone: number(3),
    choice: number(1000),
  }));
}

async function faultsOf(steps: readonly Step[]): Promise<string[]> {
  const world = await World.begin();
  try {
    for (const step of steps) await world.play(step);
    return await world.end();
  } catch (cause) {
    return [cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)];
  }
}

/** The same fault with fewer steps. */
async function fewest(steps: readonly Step[]): Promise<readonly Step[]> {
  for (let left = 0; left < steps.length; left++) {
    const without = steps.filter((_, index) => index !== left);
    if ((await faultsOf(without)).length > 0) return fewest(without);
  }
  return steps;
}

test('whatever phones and servers do, all end alike, with all that was written and not replaced or deleted since', async () => {
  for (let seed = FIRST; seed < FIRST + CASES; seed++) {
    const steps = stepsOf(seed);
    if ((await faultsOf(steps)).length === 0) continue;
    const few = await fewest(steps);
    expect({ seed, few, faults: await faultsOf(few) }).toEqual('no faults');
  }
}, 600_000);
