/** The journey in the oldest Chromium that a registry ships: `tests/engines`, which fetches it, runs this. */
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { goThrough } from './steps.js';

const folder = process.argv[2];
if (!folder) throw new Error('chromium_88.js FOLDER: where npm has installed the browser');

/** Its Puppeteer is of the same month: newer ones ask it for what it does not know. */
const puppeteer = createRequire(join(folder, 'package.json'))('puppeteer-core');

const executablePath = join(folder, 'chromium');
if (!existsSync(executablePath)) {
  const packed = readFileSync(join(folder, 'node_modules/chrome-aws-lambda/bin/chromium.br'));
  writeFileSync(executablePath, brotliDecompressSync(packed), { mode: 0o755 });
}

const browser = await puppeteer.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--no-zygote'],
  // It calls its language `en-US@posix` then, which Intl refuses.
  env: { ...process.env, LANG: 'C', LC_ALL: 'C' },
});
try {
  await goThrough(await browser.version(), async () => {
    const page = await browser.newPage();
    await page.setViewport({ width: 390, height: 844 });
    return page;
  });
} finally {
  await browser.close();
}
