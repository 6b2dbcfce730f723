/** Prints a page with Chromium as a clinic's own machine does, without a dialog and into a file. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { eventually } from './eventually.js';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** What the print dialog remembers: the last one was "Save as PDF". */
const DESTINATION = JSON.stringify({
  version: 2,
  recentDestinations: [{ id: 'Save as PDF', origin: 'local', account: '' }],
  selectedDestinationId: 'Save as PDF',
});

/** @param {string} url @param {string} pdf @param {number} width */
export async function printWithChromium(url, pdf, width) {
  const profile = mkdtempSync(join(tmpdir(), 'afterglow-print-'));
  const folder = join(profile, 'printed');
  mkdirSync(folder);
  mkdirSync(join(profile, 'Default'));
  writeFileSync(
    join(profile, 'Default', 'Preferences'),
    JSON.stringify({
      printing: { print_preview_sticky_settings: { appState: DESTINATION } },
      savefile: { default_directory: folder },
    }),
  );
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    headless: false,
    viewport: { width, height: 844 },
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--kiosk-printing'],
  });
  try {
    const page = browser.pages()[0] ?? (await browser.newPage());
    await page.goto(url);
    await page.locator('figure').first().waitFor();
    await page.getByRole('button', { name: 'Print' }).click();
    const [name] = await eventually('a file', () => {
      const found = readdirSync(folder).filter((file) => file.endsWith('.pdf'));
      return found.length > 0 && found;
    });
    renameSync(join(folder, name ?? ''), pdf);
    return `Chromium ${/\d[\d.]+/.exec(execFileSync(CHROMIUM, ['--version'], { encoding: 'utf8' }))}`;
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  }
}
