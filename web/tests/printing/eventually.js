/** Waits for what comes from another program. */
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @template T @param {string} what @param {() => T | false | undefined} attempt
 * @returns {Promise<T>}
 */
export async function eventually(what, attempt) {
  for (const end = Date.now() + 30_000; ; await sleep(500)) {
    const found = attempt();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what} did not come`);
  }
}
