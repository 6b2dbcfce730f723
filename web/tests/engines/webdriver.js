/**
 * A browser by WebDriver, as far as `page.js` uses Puppeteer: WebKitGTK knows neither the protocol of
 * Chromium nor WebDriver BiDi.
 */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** Runs a function in the page, and waits for what it promises. */
const CALL = (/** @type {Function | string} */ work) => `
  const given = [...arguments];
  const done = given.pop();
  Promise.resolve().then(() => (${work})(...given)).then(
    (value) => done({ value }),
    (cause) => done({ fault: String(cause) }),
  );`;

class Element {
  /** @param {Window} page @param {string} id */
  constructor(page, id) {
    this.page = page;
    this.id = id;
  }

  toJSON = () => ({ [ELEMENT]: this.id });

  /** Where the driver scrolls to, the bar at the foot of the page may lie over it. */
  async click() {
    const middle = (/** @type {globalThis.Element} */ element) =>
      element.scrollIntoView({ block: 'center' });
    await this.page.evaluate(middle, this);
    await this.page.ask('POST', `element/${this.id}/click`, {});
  }

  /** @param {string} text */
  type = (text) => this.page.ask('POST', `element/${this.id}/value`, { text });
  /** @param {string} path */
  uploadFile = (path) => this.type(path);
}

/** @implements {import('./page.js').Driven} */
class Window {
  /** @param {WebDriver} driver @param {string} handle */
  constructor(driver, handle) {
    this.driver = driver;
    this.handle = handle;
  }

  /** @param {string} method @param {string} path @param {object} [json] */
  async ask(method, path, json) {
    await this.bringToFront();
    return this.driver.ask(method, path, json);
  }

  bringToFront = () => this.driver.turnTo(this.handle);
  /** @param {string} url */
  goto = (url) => this.ask('POST', 'url', { url });
  /** A driver of this kind tells of no errors in a page. */
  on = () => undefined;

  /** @param {Function | string} work @param {unknown[]} args */
  async evaluate(work, ...args) {
    const answer = await this.ask('POST', 'execute/async', { script: CALL(work), args });
    if (answer.fault) throw new Error(answer.fault);
    return answer.value;
  }

  /** @param {Function} work @param {unknown[]} args */
  async evaluateHandle(work, ...args) {
    const id = (await this.evaluate(work, ...args))?.[ELEMENT];
    return { asElement: () => (id ? new Element(this, id) : null) };
  }
}

export class WebDriver {
  #front = '';
  #first = true;

  /** @param {string} address of the driver, with its session @param {string} version of the browser */
  constructor(address, version) {
    this.address = address;
    this.version = version;
  }

  /** @param {string} driver where it listens */
  static async start(driver) {
    const made = await call('POST', `${driver}/session`, { capabilities: { alwaysMatch: {} } });
    const { browserVersion } = made.capabilities;
    return new WebDriver(`${driver}/session/${made.sessionId}`, browserVersion);
  }

  /** @param {string} method @param {string} path @param {object} [json] */
  ask = (method, path, json) => call(method, `${this.address}/${path}`, json);

  /** @param {string} handle */
  async turnTo(handle) {
    if (this.#front !== handle) await this.ask('POST', 'window', { handle });
    this.#front = handle;
  }

  /** A window as wide as a phone. */
  async newPage() {
    const handle = this.#first
      ? await this.ask('GET', 'window')
      : (await this.ask('POST', 'window/new', { type: 'window' })).handle;
    this.#first = false;
    const page = new Window(this, handle);
    await page.ask('POST', 'window/rect', { width: 390, height: 844 });
    return page;
  }
}

/** @param {string} method @param {string} url @param {object} [json] */
async function call(method, url, json) {
  const response = await fetch(url, { method, ...(json ? { body: JSON.stringify(json) } : {}) });
  const { value } = /** @type {{ value: any }} */ (await response.json());
  if (!response.ok) throw new Error(`${url}: ${value.message}`);
  return value;
}
