/** Prints a page with Firefox, silently and into a file, as its Print button does or the browser's menu. */
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { eventually } from './eventually.js';

const PRINTER = 'print.printer_Mozilla_Save_to_PDF';

/** @param {string} folder where Puppeteer is @param {string} url @param {string} pdf @param {number} width */
export async function printWithFirefox(folder, url, pdf, width) {
  const puppeteer = createRequire(join(folder, 'package.json'))('puppeteer-core');
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env['FIREFOX'] ?? '/usr/bin/firefox-esr',
    headless: true,
    extraPrefsFirefox: {
      'print.always_print_silent': true,
      print_printer: 'Mozilla Save to PDF',
      [`${PRINTER}.print_to_file`]: true,
      [`${PRINTER}.print_to_filename`]: pdf,
    },
  });
  try {
    const page = await browser.newPage();
    await page.setViewport({ width, height: 844 });
    await page.goto(url);
    await page.waitForSelector('figure');
    await page.evaluate(() =>
      [...document.querySelectorAll('button')].find((one) => one.textContent === 'Print')?.click(),
    );
    await eventually('a sheet', whole(pdf));
    return (await browser.version()).replace('firefox/', 'Firefox ');
  } finally {
    await browser.close();
  }
}

/** Whether a file is as long as it was a moment ago. @param {string} file */
function whole(file) {
  let before = 0;
  return () => {
    const size = existsSync(file) ? statSync(file).size : 0;
    const same = size > 0 && size === before;
    before = size;
    return same;
  };
}
