/**
 * The journey in Firefox, and what is left of it where all site data is blocked: `tests/firefox`, which
 * installs Firefox and fetches Puppeteer, runs this.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { sharedLink } from '../printing/shared_link.js';
import { Page } from './page.js';
import { Server } from './server.js';
import { DRAWN } from './journey.js';
import { goThrough, take } from './steps.js';

const folder = process.argv[2];
if (!folder) throw new Error('firefox.js FOLDER: where npm has installed Puppeteer');
const puppeteer = createRequire(join(folder, 'package.json'))('puppeteer-core');

/** @param {Record<string, unknown>} [preferences] */
const launch = (preferences = {}) =>
  puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env['FIREFOX'] ?? '/usr/bin/firefox-esr',
    headless: true,
    extraPrefsFirefox: { 'intl.accept_languages': 'en-GB, en', ...preferences },
  });

/** @param {any} browser */
const nameOf = async (browser) => (await browser.version()).replace('firefox/', 'Firefox ');

/** A page of a phone's width. @param {any} browser */
async function phone(browser) {
  const page = await browser.newPage();
  await page.setViewport({ width: 390, height: 844 });
  return page;
}

const browser = await launch();
try {
  await goThrough(await nameOf(browser), () => phone(browser));
} finally {
  await browser.close();
}

/**
 * What one does in a browser that keeps little or nothing, each step with its result.
 *
 * @param {string} told how it was set up
 * @param {any} browser
 * @param {Record<string, (page: Page, link: string) => Promise<void>>} steps
 */
async function withLink(told, browser, steps) {
  const engine = `${await nameOf(browser)}, ${told}`;
  const server = new Server();
  await server.start();
  try {
    const link = await sharedLink(server);
    const page = new Page(await phone(browser), server.address);
    for (const [name, step] of Object.entries(steps))
      await take(engine, name, () => step(page, link));
  } finally {
    await server.remove();
    await browser.close();
  }
}

/** Every chart of it, its tables, and its words. @param {Page} page @param {string} link */
async function readAll(page, link) {
  await page.open(link);
  await page.see('Dr Weber');
  await page.find(DRAWN);
  await page.click('//figure//summary');
  await page.find('//figure//table//td');
}

/** @param {Page} page */
async function signUp(page) {
  await page.open('/sign-up');
  await page.see('In a private window');
  await page.type('//input[@autocomplete="username"]', 'bert');
  await page.type('//input[@type="password"]', 'peach plum lantern 4 dusk');
  await page.click('//button[@type="submit"]');
  await page.tick('I have kept it');
  await page.press('Continue');
  await page.tick('Depression');
  await page.press('Continue');
}

/** @param {Page} page */
async function checkIn(page) {
  await page.score('How low do you feel?', 6);
  await page.press('Save');
  await page.see('Saved');
  await page.see('Synced');
}

// 2: no site may keep anything, as a hospital's administrator or a patient may have chosen.
await withLink('all site data blocked', await launch({ 'network.cookie.cookieBehavior': 2 }), {
  'a link, and its page': readAll,
  async welcome(page) {
    await page.open('/');
    await page.see('This browser does not let Afterglow keep anything on this device.');
  },
  'sign up': signUp,
  'check in': checkIn,
  async timeline(page) {
    await page.press('Timeline');
    await page.see('1 day with an answer, 6');
  },
});

await withLink('a private window', await launch({ 'browser.privatebrowsing.autostart': true }), {
  'a link, and its page': readAll,
  'sign up': signUp,
  'check in': checkIn,
  async 'loaded anew, it is still there'(page) {
    await page.open('/timeline');
    await page.see('1 day with an answer, 6');
    await page.see('Synced');
  },
});
