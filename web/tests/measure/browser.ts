/** One Chromium with one profile, which both the tests' library and Lighthouse can be led to. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type BrowserContext } from '@playwright/test';
import tests from '../../playwright.config.ts';

export interface Chromium {
  port: string;
  /** Lends its profile; whoever is signed in stays so. */
  use: (work: (context: BrowserContext) => Promise<void>) => Promise<void>;
  end: () => void;
}

export async function startChromium(): Promise<Chromium> {
  const { executablePath = '', args = [] } = tests.use?.launchOptions ?? {};
  const profile = mkdtempSync(join(tmpdir(), 'afterglow-measure-'));
  const own = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
  const process = spawn(executablePath, [...args, ...own], { stdio: ['ignore', 'ignore', 'pipe'] });
  const port = await new Promise<string>((resolve, reject) => {
    process.on('error', reject);
    process.on('exit', (code) => reject(new Error(`Chromium ended with ${code}`)));
    createInterface({ input: process.stderr }).on('line', (line) => {
      const found = /^DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
      if (found) resolve(found);
    });
  });
  return {
    port,
    async use(work) {
      const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
      const [context] = browser.contexts();
      if (context) await work(context);
      await browser.close();
    },
    end() {
      process.on('exit', () => rmSync(profile, { recursive: true, force: true }));
      process.kill();
    },
  };
}
