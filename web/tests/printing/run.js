/**
 * Really prints the page behind a link, by its Print button, in three engines and from two widths, and
 * looks at the sheets. `tests/printing`, which installs what it needs, runs this under a display.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { Server } from '../engines/server.js';
import { take } from '../engines/steps.js';
import { printWithChromium } from './chromium.js';
import { printWithFirefox } from './firefox.js';
import { sharedLink } from './shared_link.js';
import { CURVE_STEPS, sheetsOf } from './sheets.js';

const [puppeteer, folder] = process.argv.slice(2);
if (!puppeteer || !folder)
  throw new Error('run.js PUPPETEER FOLDER: where Puppeteer is, and where the sheets go');

/** Each answers the engine's name and version. @type {Record<string, (url: string, pdf: string, width: number) => Promise<string>>} */
const ENGINES = {
  chromium: printWithChromium,
  firefox: (url, pdf, width) => printWithFirefox(puppeteer, url, pdf, width),
  webkit: async (url, pdf, width) => {
    const words = [join(import.meta.dirname, 'webkit.py'), url, pdf, String(width)];
    return execFileSync('/usr/bin/python3', words, { encoding: 'utf8' }).trim();
  },
};

/** What must be on the sheets: the words along the axes, and as many curves. @param {string} url */
async function drawings(url) {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  const page = await browser.newPage();
  await page.goto(url);
  await page.locator('.for-paper').first().waitFor({ state: 'attached' });
  const found = await page.evaluate((steps) => {
    const all = [...document.querySelectorAll('figure')].map((figure) => {
      const paths = [...figure.querySelectorAll('.for-paper path')];
      const long = paths.filter(
        (path) => (path.getAttribute('d')?.match(/[a-z]/gi)?.length ?? 0) > steps,
      );
      const words = [...figure.querySelectorAll('.for-paper svg text')].map((text) =>
        (text.textContent ?? '').trim(),
      );
      return { curves: long.length, words: words.filter(Boolean) };
    });
    return {
      figures: all.length,
      curves: all.reduce((sum, { curves }) => sum + curves, 0),
      words: [...new Set(all.flatMap(({ words }) => words))],
    };
  }, CURVE_STEPS);
  await browser.close();
  assert.ok(found.figures >= 5 && found.curves >= 5, `too little to look for: ${found.figures}`);
  return found;
}

const server = new Server();
await server.start();
try {
  const url = await sharedLink(server);
  const expected = await drawings(url);
  const secret = new URL(url).hash.slice(1, 13);
  mkdirSync(folder, { recursive: true });
  for (const [name, print] of Object.entries(ENGINES))
    for (const width of [1280, 390]) {
      const pdf = join(folder, `${name}_${width}.pdf`);
      const engine = await print(url, pdf, width);
      const { count, curves, text } = sheetsOf(pdf);
      const drawn = curves.reduce((sum, number) => sum + number, 0);
      const missing = expected.words.filter((word) => !text.includes(word));
      const told = `${count} sheets, ${drawn} curves of at least ${expected.curves}`;
      await take(engine, `a link’s page on paper, from ${width} px`, async () => {
        assert.deepEqual(missing, [], `${told}; words of the axes`);
        assert.ok(drawn >= expected.curves, told);
        assert.equal(count, 2, told);
        assert.ok(!text.includes(secret), `${told}; the secret of the link is on them`);
        return told;
      });
    }
} finally {
  await server.remove();
}
