/**
 * The journey in Firefox, and what is left of it where all site data is blocked: `tests/firefox`, which
 * installs Firefox and fetches Puppeteer, runs this.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { sharedLink } from '../printing/shared_link.js';
import { Page } from './page.js';
import { Server } from './server.js';
import { goThrough } from './steps.js';

const folder = process.argv[2];
if (!folder) throw new Error('firefox.js FOLDER: where npm has installed Puppeteer');
const puppeteer = createRequire(join(folder, 'package.json'))('puppeteer-core');

/** @param {Record<string, unknown>} [preferences] @param {string[]} [args] */
const launch = (preferences = {}, args = []) =>
  puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env['FIREFOX'] ?? '/usr/bin/firefox-esr',
    headless: true,
    args,
    extraPrefsFirefox: { 'intl.accept_languages': 'en-GB, en', ...preferences },
  });

/** @param {string} told @param {any} browser @param {(page: Page, link: string) => Promise<void>} work */
async function withLink(told, browser, work) {
  const server = new Server();
  await server.start();
  try {
    const link = await sharedLink(server);
    await work(new Page(await browser.newPage(), server.address), link);
    process.stdout.write(`${await browser.version()}: ${told}\n`);
  } finally {
    await server.remove();
    await browser.close();
  }
}

const browser = await launch();
try {
  await goThrough(await browser.version(), async () => {
    const page = await browser.newPage();
    await page.setViewport({ width: 390, height: 844 });
    return page;
  });
} finally {
  await browser.close();
}

/** @param {Page} page */
async function signUpAndSave(page) {
  await page.open('/sign-up');
  await page.type('//input[@autocomplete="username"]', 'bert');
  await page.type('//input[@type="password"]', 'peach plum lantern 4 dusk');
  await page.click('//button[@type="submit"]');
  await page.tick('I have kept it');
  await page.press('Continue');
  await page.tick('Depression');
  await page.press('Continue');
  await page.score('How low do you feel?', 6);
  await page.press('Save');
  await page.see('Saved');
  await page.see('Synced');
}

// 2: no site may keep anything, as a hospital's administrator or a patient may have chosen.
const blocked = await launch({ 'network.cookie.cookieBehavior': 2 });
await withLink('all site data blocked, told and saved', blocked, async (page, link) => {
  await page.open(link);
  await page.see('Dr Weber');
  await page.find('//figure//*[local-name()="svg"]//*[local-name()="path"]');
  await page.open('/');
  await page.see('This browser does not let Afterglow keep anything on this device.');
  await signUpAndSave(page);
});

const closed = await launch({ 'browser.privatebrowsing.autostart': true });
await withLink('a private window', closed, async (page, link) => {
  await page.open(link);
  await page.see('Dr Weber');
  await signUpAndSave(page);
});
