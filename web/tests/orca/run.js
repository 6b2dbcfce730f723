/**
 * Reads the app with Orca in a real browser, as somebody does who does not see it, and compares what is said with
 * what must be heard (expectations/). `tests/orca`, which installs what it needs, runs this under a display and a
 * bus of its own. What was said is kept, step by step, to be read.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Server } from '../engines/server.js';
import { ACTS } from './acts.js';
import { BROWSERS } from './browsers.js';
import { Desk } from './desk.js';
import { parse } from './script.js';

const [folder, ...wished] = process.argv.slice(2);
if (!folder) throw new Error('run.js FOLDER [BROWSER or part of a file’s name …]');

const EXPECTATIONS = join(import.meta.dirname, 'expectations');
const PATIENCE_MS = 20_000;
/** Of a key that is pressed until something is heard. */
const MOST_PRESSES = 60;

const browsers = Object.keys(BROWSERS).filter(
  (name) => wished.includes(name) || !wished.some((wish) => wish in BROWSERS),
);
const parts = wished.filter((wish) => !(wish in BROWSERS));
const files = readdirSync(EXPECTATIONS)
  .filter((name) => parts.length === 0 || parts.some((part) => name.includes(part)))
  .sort();

/** @typedef {import('./script.js').Step} Step */

/** The words of which the first is not said, in this order; or one that must not be said. */
/** @param {Step} step @param {string[]} said @param {string} browser */
function missing({ heard }, said, browser) {
  const all = said.join(' ');
  let from = 0;
  for (const { words, never, browser: only } of heard) {
    if ((only ?? browser) !== browser) continue;
    const at = all.indexOf(words, never ? 0 : from);
    if (never ? at >= 0 : at < 0) return { words, never };
    if (!never) from = at + words.length;
  }
  return undefined;
}

/** One browser and one reader, and what they have gone through. */
class Reading {
  server = new Server();
  /** @type {Record<string, string>} */
  facts = {};
  /** @type {string[]} */
  told = [];
  /** @type {string[]} */
  faults = [];

  /** @param {string} browser */
  constructor(browser) {
    this.browser = browser;
    this.desk = new Desk(join(folder ?? '', browser));
  }

  /** @param {string} file */
  async read(file) {
    this.told.push(`\n### ${file}`);
    for (const step of parse(readFileSync(join(EXPECTATIONS, file), 'utf8'))) {
      const rest = step.rest.replace(/\{(\w+)\}/g, (_, name) => this.facts[name] ?? '');
      this.told.push(`\n${step.verb} ${rest}`);
      await this.desk.ear.silence();
      this.desk.ear.attend();
      await this.#perform(step.verb, rest);
      await this.desk.ear.until((said) => !absent(step, said, this.browser), PATIENCE_MS);
      await this.desk.ear.silence();
      const said = this.desk.ear.answer();
      this.told.push(...said.map((one) => `    ${one}`));
      const wrong = missing(step, said, this.browser);
      if (!wrong) continue;
      this.faults.push(
        `${this.browser}, ${file}, line ${step.line} (${step.verb} ${rest}): ` +
          `"${wrong.words}" was ${wrong.never ? 'said' : 'not said'}, but: ${said.join(' | ')}`,
      );
    }
  }

  /** @param {Step['verb']} verb @param {string} rest */
  async #perform(verb, rest) {
    const { desk } = this;
    if (verb === 'type') desk.type(rest);
    else if (verb === 'do') await this.#act(rest);
    else if (verb === 'open') await this.#open(new URL(rest, this.server.address).href);
    else await this.#press(rest);
  }

  /** @param {string} name */
  async #act(name) {
    const act = ACTS[name];
    if (!act) throw new Error(`"${name}" is none of ${Object.keys(ACTS).join(', ')}`);
    await act(this);
  }

  /** @param {string} url */
  async #open(url) {
    const { desk } = this;
    desk.press('ctrl+l');
    await desk.ear.silence();
    desk.type(url);
    await desk.ear.silence();
    desk.ear.attend();
    desk.press('Return');
    // Orca reads a new page to its end by itself.
    await desk.ear.until((said) => said.includes('(the end)'), PATIENCE_MS);
  }

  /** @param {string} rest */
  async #press(rest) {
    const { desk } = this;
    const [keys = '', words] = rest.split(' until ');
    if (!words) {
      desk.press(...keys.split(' '));
      return;
    }
    for (let pressed = 0; pressed < MOST_PRESSES; pressed += 1) {
      desk.ear.attend();
      desk.press(...keys.split(' '));
      await desk.ear.until((said) => said.length > 0, 3000);
      await desk.ear.silence();
      if (desk.ear.answer().join(' ').includes(words)) return;
    }
    this.faults.push(
      `${this.browser}: ${keys} was pressed ${MOST_PRESSES} times without "${words}"`,
    );
  }
}

/** As `missing`, of what must be said alone. @param {Step} step @param {string[]} said @param {string} browser */
function absent(step, said, browser) {
  return missing({ ...step, heard: step.heard.filter(({ never }) => !never) }, said, browser);
}

/** @type {string[]} */
const faults = [];
for (const browser of browsers) {
  const reading = new Reading(browser);
  await reading.server.start();
  try {
    await reading.desk.start(browser);
    for (const file of files) {
      const before = reading.faults.length;
      await reading.read(file);
      const wrong = reading.faults.slice(before);
      process.stdout.write(`${browser}: ${file}: ${wrong.length || 'no'} faults\n`);
      for (const fault of wrong) process.stdout.write(`  ${fault}\n`);
      writeFileSync(join(folder, `${browser}.txt`), reading.told.join('\n'));
    }
  } finally {
    await reading.desk.end();
    await reading.server.remove();
  }
  faults.push(...reading.faults);
}
if (faults.length > 0) {
  process.stdout.write(`${faults.length} times something was not heard as it must be\n`);
  process.exitCode = 1;
}
