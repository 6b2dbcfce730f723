/** What the app is for, step by step, as a patient and a clinician go through it in one browser. */
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { month } from './month.js';

/**
 * @typedef {object} World
 * @property {import('./page.js').Page} page the patient's
 * @property {import('./page.js').Page} clinic the clinician's
 * @property {import('./server.js').Server} server
 */

const NAME = 'ada';
const PASSWORD = 'peach plum lantern 4 dusk';
const PASSCODE = 'dusk 1234';
const FIELD = '//input[@autocomplete="username"]';
const SECRET = '//input[@type="password"]';
/** A curve of a chart. */
export const DRAWN = '//figure//*[local-name()="svg"]//*[local-name()="path"]';

/** @param {string} name @param {string} text */
function file(name, text) {
  const path = join(mkdtempSync(join(tmpdir(), 'afterglow-journey-')), name);
  writeFileSync(path, text);
  return path;
}

/** Makes a link; answers its address. @param {import('./page.js').Page} page @param {string} [passcode] */
async function link(page, passcode) {
  await page.open('/share/new');
  await page.type('//label[contains(., "Who is it for?")]/following::input[1]', 'Dr Weber');
  await page.tick('Low mood');
  if (passcode) await page.type('//label[contains(., "Passcode")]/following::input[1]', passcode);
  await page.press('Make a link');
  await page.find('//*[contains(@class, "link")][contains(., "/s#")]');
  return page.ask(() => document.querySelector('.link')?.textContent?.trim());
}

/** @typedef {{ askedToKeep?: number }} Counting */

/** From now on, until the page is loaded anew. @param {import('./page.js').Page} page */
const countAskedToKeep = (page) =>
  page.ask(() => {
    const counting = /** @type {Counting} */ (globalThis);
    counting.askedToKeep = 0;
    // WebKitGTK has none.
    const persist = globalThis.StorageManager?.prototype.persist;
    if (!persist) return;
    StorageManager.prototype.persist = function () {
      counting.askedToKeep = (counting.askedToKeep ?? 0) + 1;
      return persist.call(this);
    };
  });

/** Firefox asks the person, over the page. @param {import('./page.js').Page} page @param {number} times */
async function wasAskedToKeep(page, times) {
  const [asked, possible] = await page.ask(() => [
    /** @type {Counting} */ (globalThis).askedToKeep,
    globalThis.StorageManager?.prototype.persist !== undefined,
  ]);
  assert.equal(asked, possible ? times : 0, 'how often the browser was asked to keep the journal');
}

/** @type {Record<string, (world: World) => Promise<void>>} */
export const JOURNEY = {
  async welcome({ page }) {
    await page.open('/');
    await page.see('A quiet journal');
  },

  async 'sign up'({ page }) {
    await countAskedToKeep(page);
    await page.press('Create a journal');
    await page.type(FIELD, NAME);
    await page.type(SECRET, PASSWORD);
    await page.click('//button[@type="submit"]');
    await page.see('Keep this recovery code');
    await page.tick('I have kept it');
    await page.press('Continue');
    await page.tick('Depression');
    await page.press('Continue');
    await page.see('How is it now?');
    await wasAskedToKeep(page, 0);
  },

  async 'check in'({ page }) {
    await page.score('How low do you feel?', 6);
    await page.press('Save');
    await page.see('Saved');
    await page.see('Synced');
    await wasAskedToKeep(page, 1);
  },

  async treatment({ page }) {
    await page.open('/treatments/new');
    await page.press('Save');
    await page.see('Ketamine, Infusion (IV)');
  },

  async 'another app’s table'({ page }) {
    await page.open('/settings/import');
    await page.upload(file('table.csv', 'Day;Mood;Sadness\n13/03/2026;4;2\n14/03/2026;2;4\n'));
    await page.press('Look at it first');
    await page.click(
      '//*[normalize-space()="Sadness"]/ancestor::section[1]//label[contains(., "worse")]',
    );
    await page.see('2 check-ins, from');
    await page.press('Bring it in');
    await page.see('4 entries were added.');
  },

  async relief({ page, server }) {
    server.command('import', file('journal.csv', month()), '--user', NAME);
    await page.open('/relief');
    await page.find(DRAWN);
    const low = await page.ask(() =>
      [...document.querySelectorAll('.plot')].map((plot) => plot.getBoundingClientRect().height),
    );
    assert.ok(
      low.every((/** @type {number} */ height) => height >= 200),
      `heights: ${low}`,
    );
    await page.click('//figure//summary');
    await page.find('//figure//table//td');
  },

  async timeline({ page }) {
    await page.open('/timeline');
    await page.find(DRAWN);
    await page.press('Treatments');
    await page.see('Ketamine, Infusion (IV)');
  },

  async 'help now'({ page }) {
    await page.click('//button[contains(., "Help")]');
    await page.find('//dialog[@open]//a[starts-with(@href, "tel:")]');
    await page.click('//dialog[@open]//button');
  },

  async dark({ page }) {
    await page.open('/settings');
    await page.tick('Dark');
    const ground = await page.ask(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(ground, 'rgb(26, 16, 32)');
  },

  async 'a link, and its page'({ page, clinic }) {
    await clinic.open(await link(page));
    await clinic.see('Dr Weber');
    await clinic.find(DRAWN);
  },

  async 'a link with a passcode'({ page, clinic }) {
    await clinic.open(await link(page, PASSCODE));
    await clinic.see('This journal asks for a passcode');
    await clinic.type('//input', PASSCODE);
    await clinic.click('//button[@type="submit"]');
    await clinic.see('Dr Weber');
  },

  async 'a check-in while the server is down'({ page, server }) {
    await page.open('/');
    await page.see('How is it now?');
    await page.ask(() => navigator.serviceWorker.ready.then(() => undefined));
    await server.kill();
    await page.open('/');
    await page.score('How low do you feel?', 4);
    await page.press('Save');
    await page.see('1 waiting');
    await server.start();
    await page.open('/');
    await page.see('Synced');
  },
};
