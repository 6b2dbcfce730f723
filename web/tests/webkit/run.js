/**
 * The app once in WebKit, the engine of every browser on an iPhone: service worker, IndexedDB,
 * a check-in, and the same entry with the server gone.
 *
 *   npm run test:webkit      needs Debian's webkit2gtk-driver and xvfb, and AFTERGLOW_BINARY
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const BINARY = process.env['AFTERGLOW_BINARY'] ?? '../target/debug/afterglow';
const DRIVER = 'http://127.0.0.1:4445';
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** @param {string} method @param {string} path @param {unknown} [body] */
async function driver(method, path, body) {
  const response = await fetch(DRIVER + path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { value } = /** @type {{ value: any }} */ (await response.json());
  if (!response.ok) throw new Error(`${path}: ${value.message}`);
  return value;
}

/** @template T @param {() => Promise<T>} attempt @returns {Promise<T>} */
async function eventually(attempt) {
  for (let tries = 0; ; tries++) {
    try {
      return await attempt();
    } catch (cause) {
      if (tries > 60) throw cause;
      await sleep(250);
    }
  }
}

/** @param {string} folder @returns {Promise<[import('node:child_process').ChildProcess, string]>} */
function startServer(folder) {
  const server = spawn(
    BINARY,
    ['serve', '--listen', '127.0.0.1:0', '--data-dir', join(folder, 'data')],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  return new Promise((resolve) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      const address = /^Afterglow is at (http:\S+)/.exec(line)?.[1];
      if (address) resolve([server, address]);
    });
  });
}

const folder = mkdtempSync(join(tmpdir(), 'afterglow-webkit-'));
const [server, address] = await startServer(folder);
const webkit = spawn('xvfb-run', ['-a', 'WebKitWebDriver', '--port=4445'], {
  stdio: 'ignore',
  detached: true,
});

try {
  const session = await eventually(() =>
    driver('POST', '/session', { capabilities: { alwaysMatch: {} } }),
  );
  const at = `/session/${session.sessionId}`;
  /** @param {string} path */
  const open = (path) => driver('POST', `${at}/url`, { url: address + path });
  /** @param {string} using @param {string} value @returns {Promise<string>} */
  const find = (using, value) =>
    eventually(async () => (await driver('POST', `${at}/element`, { using, value }))[ELEMENT]);
  /** @param {string} xpath */
  const click = async (xpath) =>
    driver('POST', `${at}/element/${await find('xpath', xpath)}/click`, {});
  /** @param {string} css @param {string} text */
  const type = async (css, text) =>
    driver('POST', `${at}/element/${await find('css selector', css)}/value`, { text });
  /** @param {string} script @returns {Promise<any>} */
  const ask = (script) => driver('POST', `${at}/execute/async`, { script, args: [] });
  /** @param {string} text */
  const see = (text) => find('xpath', `//*[contains(normalize-space(.), "${text}")]`);

  await open('/sign-up');
  await type('input[autocomplete=username]', `webkit${Date.now()}`);
  await type('input[type=password]', 'peach plum lantern 4 dusk');
  await click('//button[@type="submit"]');
  await click('//label[contains(., "I have kept it")]/input');
  await click('//button[contains(., "Continue")]');
  await click('//label[contains(., "Depression")]/input');
  await click('//button[contains(., "Continue")]');
  await see('How is it now?');
  const worker = await ask(
    'const done = arguments[0]; navigator.serviceWorker.ready.then(() => done("active"), (e) => done(String(e)));',
  );
  assert.equal(worker, 'active');

  await open('/');
  await see('How is it now?');
  server.kill('SIGKILL');
  await click('(//*[@role="radiogroup"])[1]//label[5]/input');
  await click('//button[@type="submit"]');
  await see('1 waiting');
  await open('/');
  await see('1 check-in today');
  process.stdout.write('WebKit: the service worker is active, and an entry outlives its server\n');
} finally {
  if (webkit.pid) process.kill(-webkit.pid);
  server.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
