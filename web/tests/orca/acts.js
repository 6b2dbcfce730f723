/** What happens beside the keyboard, for the lines "do …" of the expectations. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { month } from '../engines/month.js';
import { sharedLink } from '../printing/shared_link.js';

/**
 * @typedef {object} World
 * @property {import('../engines/server.js').Server} server
 * @property {Record<string, string>} facts that the expectations may name
 */

/** @type {Record<string, (world: World) => void | Promise<void>>} */
export const ACTS = {
  'import a month': ({ server }) => {
    const file = join(mkdtempSync(join(tmpdir(), 'afterglow-orca-')), 'journal.csv');
    writeFileSync(file, month());
    server.command('import', file, '--user', 'orla');
  },

  'share half a year': async ({ server, facts }) => {
    facts['link'] = await sharedLink(server);
  },
};
