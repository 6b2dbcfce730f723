/** A page of some browser, driven by Puppeteer of any version, as a person uses it: by what is seen. */
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 20_000;

/**
 * @typedef {{ click(): Promise<void>, type(text: string): Promise<void>, uploadFile(...paths: string[]): Promise<void> }} Element
 * @typedef {object} Driven what of a page of Puppeteer is used here
 * @property {(url: string) => Promise<unknown>} goto
 * @property {() => Promise<unknown>} bringToFront
 * @property {(event: 'pageerror', hear: (error: Error) => void) => unknown} on
 * @property {(work: Function | string, ...given: unknown[]) => Promise<any>} evaluate
 * @property {(work: Function, ...given: unknown[]) => Promise<{ asElement(): Element | null }>} evaluateHandle
 */

/** @param {string} path runs in the page: the first element that is there and seen */
const found = (path) => {
  const all = document.evaluate(path, document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE);
  for (let at = 0; at < all.snapshotLength; at += 1) {
    const element = /** @type {Element & globalThis.Element} */ (all.snapshotItem(at));
    if (element.getClientRects().length > 0) return element;
  }
  return null;
};

/** @param {globalThis.Element} element runs in the page */
const where = (element) => JSON.stringify(element.getBoundingClientRect());

export class Page {
  /** @type {Driven} */
  #page;

  /** @param {Driven} page @param {string} address where the server is */
  constructor(page, address) {
    this.#page = page;
    this.address = address;
  }

  /**
   * Opens a page in front, as a person has it before them: a tab that is hidden draws hardly anything, in
   * Firefox each picture after twice the time of the one before, and a click waits for two of them.
   *
   * @param {string} path
   */
  async open(path) {
    await this.#page.bringToFront();
    await this.#page.goto(new URL(path, this.address).href);
  }

  /** @param {Function} work @param {unknown[]} given */
  ask = (work, ...given) => this.#page.evaluate(work, ...given);

  /** @param {string} path an XPath @returns {Promise<Element>} */
  async find(path) {
    for (const end = Date.now() + PATIENCE_MS; ; await sleep(100)) {
      const handle = await this.#page.evaluateHandle(found, path).catch(() => undefined);
      const element = handle?.asElement();
      if (element) return element;
      if (Date.now() > end) throw new Error(`not seen: ${path}\nbut: ${await this.text()}`);
    }
  }

  text = () => this.ask(() => document.body.innerText.slice(-2500));

  /** @param {string} text anywhere on the page */
  see = (text) =>
    this.find(
      `//*[contains(normalize-space(.), "${text}") and not(*[contains(normalize-space(.), "${text}")])]`,
    );

  /** @param {string} path */
  async click(path) {
    await (await this.resting(path)).click();
  }

  /** An element that is where it was a moment ago: what still moves is missed. @param {string} path */
  async resting(path) {
    const end = Date.now() + PATIENCE_MS;
    for (let before = ''; ; await sleep(100)) {
      const element = await this.find(path);
      const place = await this.ask(where, element).catch(() => '');
      if (place && place === before) return element;
      if (Date.now() > end) throw new Error(`never at rest: ${path}, at last at ${place}`);
      before = place;
    }
  }

  /** @param {string} name of a button, or a link */
  press = (name) => this.click(`(//button | //a)[contains(normalize-space(.), "${name}")]`);

  /** @param {string} label of a box or a field */
  tick = (label) => this.click(`//label[contains(normalize-space(.), "${label}")]`);

  /** @param {string} path @param {string} text */
  async type(path, text) {
    await (await this.find(path)).type(text);
  }

  /** Gives a file to the field for one. @param {string} path */
  async upload(path) {
    const field = await this.find('//input[@type="file"]');
    await field.uploadFile(path);
  }

  /** @param {string} question @param {number} score */
  score = (question, score) =>
    this.click(
      `(//*[normalize-space(text())="${question}"]/following::*[@role="radiogroup"])[1]//label[input[@value="${score}"]]`,
    );
}
