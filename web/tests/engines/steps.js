/** Goes through the journey in a browser and tells the result of each step. */
import { setTimeout as sleep } from 'node:timers/promises';
import { JOURNEY } from './journey.js';
import { Page } from './page.js';
import { Server } from './server.js';

/** More than any step takes, also on a busy machine: what a browser never answers ends here. */
const STEP_MS = 90_000;

/**
 * Takes one step and tells its result in a line, `ENGINE: STEP: passed`, of which `table.js` makes a table.
 *
 * @param {string} engine its name and version, and what is special about it
 * @param {string} name of the step
 * @param {() => Promise<string | void>} work answers what it found, where there is something to say
 */
export async function take(engine, name, work) {
  const late = new AbortController();
  const limit = sleep(STEP_MS, undefined, { signal: late.signal }).then(() => {
    throw new Error(`not done after ${STEP_MS / 1000} s`);
  });
  const began = Date.now();
  try {
    const found = await Promise.race([work(), limit]);
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    process.stdout.write(`${engine}: ${name}: passed (${found ?? `${seconds} s`})\n`);
  } catch (cause) {
    process.stdout.write(`${engine}: ${name}: failed\n`);
    throw new Error(`${engine}: ${name}`, { cause });
  } finally {
    limit.catch(() => undefined);
    late.abort();
  }
}

/**
 * What Firefox notes of a request that was under way when its page was left. Were it another one, the page
 * would say that a piece is missing, and the step fail.
 */
const ENDED_WITH_ITS_PAGE = /A ServiceWorker intercepted the request and encountered/;

/**
 * @param {string} engine its name and version, to be told
 * @param {() => Promise<import('./page.js').Driven>} newPage a new page of it
 */
export async function goThrough(engine, newPage) {
  const server = new Server();
  await server.start();
  /** @type {string[]} */
  const faults = [];
  try {
    // One after the other: a browser that is asked for both at once may give the same window twice.
    const pages = [await newPage(), await newPage()];
    for (const page of pages)
      page.on('pageerror', ({ message }) => {
        if (!ENDED_WITH_ITS_PAGE.test(message)) faults.push(message);
      });
    const [page, clinic] = pages.map((made) => new Page(made, server.address));
    if (!page || !clinic) throw new Error('no page');
    for (const [name, step] of Object.entries(JOURNEY))
      await take(engine, name, () => step({ page, clinic, server }));
    if (faults.length > 0) throw new Error(`${engine}: errors in the page: ${faults.join('; ')}`);
  } finally {
    await server.remove();
  }
}
