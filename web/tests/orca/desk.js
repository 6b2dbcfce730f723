/**
 * A desk at which somebody works with Orca: a window manager, Orca, and one browser, on the display and the bus
 * that the environment names. All of it ends with `end`.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BROWSERS } from './browsers.js';
import { Ear } from './ear.js';

const START_MS = 180_000;
/** Between two keys: faster than a person, slow enough for Orca to see each. */
const KEY_MS = 40;

/** Orca's documented way to change it: its voice is the one beside this file. */
const CUSTOMIZATIONS = `import sys
sys.path.insert(0, ${JSON.stringify(import.meta.dirname)})
import orca.settings
orca.settings.speechServerFactory = 'recorder'
`;

export class Desk {
  /** @type {import('node:child_process').ChildProcess[]} */
  #processes = [];
  #folder;
  ear;

  /** @param {string} folder that is its own, made anew */
  constructor(folder) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, 'orca'), { recursive: true });
    this.#folder = folder;
    this.ear = new Ear(join(folder, 'said'));
  }

  /** @param {string} command @param {string[]} args */
  #start(command, args) {
    const log = openSync(join(this.#folder, 'log'), 'a');
    const started = spawn(command, args, {
      stdio: ['ignore', log, log],
      detached: true,
      env: {
        ...process.env,
        HOME: this.#folder,
        ORCA_SAYS: join(this.#folder, 'said'),
        LANG: 'C.UTF-8',
        GNOME_ACCESSIBILITY: '1',
      },
    });
    this.#processes.push(started);
  }

  /** @param {string} browser */
  async start(browser) {
    writeFileSync(join(this.#folder, 'orca', 'orca-customizations.py'), CUSTOMIZATIONS);
    this.#start('matchbox-window-manager', []);
    this.#start('orca', [
      '--user-prefs',
      join(this.#folder, 'orca'),
      ...(process.env['ORCA_DEBUG'] ? ['--debug-file', join(this.#folder, 'debug')] : []),
    ]);
    await this.hears('Screen reader on');
    const made = BROWSERS[browser]?.(join(this.#folder, 'profile'));
    if (!made) throw new Error(`${browser} is none of ${Object.keys(BROWSERS)}`);
    this.#start(made.command, made.args);
    await this.hears('frame');
    await this.ear.silence();
  }

  /** @param {string} words */
  async hears(words) {
    const heard = await this.ear.until((said) => said.join(' ').includes(words), START_MS);
    if (!heard) throw new Error(`Orca did not say "${words}" but: ${this.ear.all().join(' | ')}`);
  }

  /** @param {string[]} keys by their names, for instance `Return` or `ctrl+l` */
  press = (...keys) => execFileSync('xdotool', ['key', '--delay', `${KEY_MS}`, ...keys]);

  /** @param {string} text */
  type = (text) => execFileSync('xdotool', ['type', '--delay', `${KEY_MS}`, text]);

  async end() {
    for (const { pid } of this.#processes.reverse())
      if (pid) {
        try {
          // With what it has started itself.
          process.kill(-pid, 'SIGTERM');
        } catch {
          // It has ended already.
        }
      }
    await sleep(500);
  }
}
