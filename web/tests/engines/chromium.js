/**
 * The journey in a Chromium: one that npm packs for servers without a screen, or the machine's own.
 * `tests/engines`, which fetches it, runs this.
 */
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { goThrough } from './steps.js';

const [folder, own] = process.argv.slice(2);
if (!folder) throw new Error('chromium.js FOLDER [PROGRAM]: where npm has installed Puppeteer');

/** For an old one Puppeteer is of the same month: newer ones ask it for what it does not know. */
const puppeteer = createRequire(join(folder, 'package.json'))('puppeteer-core');

/** As npm has packed it. @param {string} folder */
function unpacked(folder) {
  const program = join(folder, 'chromium');
  if (existsSync(program)) return program;
  const packed = ['chrome-aws-lambda', '@sparticuz/chromium']
    .map((name) => join(folder, 'node_modules', name, 'bin/chromium.br'))
    .find(existsSync);
  if (!packed) throw new Error(`no browser in ${folder}`);
  writeFileSync(program, brotliDecompressSync(readFileSync(packed)), { mode: 0o755 });
  return program;
}

const browser = await puppeteer.launch({
  executablePath: own ?? unpacked(folder),
  args: ['--no-sandbox', '--disable-gpu', '--no-zygote'],
  // It calls its language `en-US@posix` then, which Intl refuses.
  env: { ...process.env, LANG: 'C', LC_ALL: 'C' },
});
try {
  const [, version] = (await browser.version()).split('/');
  await goThrough(`Chromium ${version}`, async () => {
    const page = await browser.newPage();
    await page.setViewport({ width: 390, height: 844 });
    return page;
  });
} finally {
  await browser.close();
}
