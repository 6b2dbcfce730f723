/** Goes through the journey in a browser and tells the result of each step. */
import { Page } from './page.js';
import { Server } from './server.js';
import { JOURNEY } from './journey.js';

/**
 * @param {string} engine its name and version, to be told
 * @param {() => Promise<any>} newPage a new page of it, of Puppeteer's making
 */
export async function goThrough(engine, newPage) {
  const server = new Server();
  await server.start();
  /** @type {string[]} */
  const faults = [];
  try {
    const pages = await Promise.all([newPage(), newPage()]);
    for (const page of pages)
      page.on('pageerror', (/** @type {Error} */ error) => faults.push(error.message));
    const [page, clinic] = pages.map((made) => new Page(made, server.address));
    if (!page || !clinic) throw new Error('no page');
    for (const [name, step] of Object.entries(JOURNEY)) {
      await step({ page, clinic, server });
      process.stdout.write(`${engine}: ${name}\n`);
    }
    if (faults.length > 0) throw new Error(`${engine}: errors in the page: ${faults.join('; ')}`);
  } finally {
    await server.remove();
  }
}
