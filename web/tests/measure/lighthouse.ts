/** Lighthouse as its own command runs it; installed aside, for it weighs more than all other tools. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const VERSION = '12.8.2';
const FOLDER = join(tmpdir(), `afterglow-lighthouse-${VERSION}`);
const PATIENCE_MS = 120_000;
const COMMAND = join(FOLDER, 'node_modules/lighthouse/cli/index.js');

export interface Scores {
  performance: number;
  accessibility: number;
}

function install(): void {
  if (existsSync(COMMAND)) return;
  const options = ['--no-audit', '--no-fund', '--silent', '--prefix', FOLDER];
  execFileSync('npm', ['install', ...options, `lighthouse@${VERSION}`], { stdio: 'inherit' });
}

/** A page on a mid-range phone with a slow network, opened by somebody who was there before. */
export function lighthouse(url: string, port: string): Scores {
  install();
  const options = [
    `--port=${port}`,
    // Who signed in stays so.
    '--disable-storage-reset',
    '--only-categories=performance,accessibility',
    '--output=json',
    '--quiet',
    '--no-enable-error-reporting',
  ];
  const report = execFileSync('node', [COMMAND, url, ...options], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    timeout: PATIENCE_MS,
  });
  const { finalDisplayedUrl, categories } = JSON.parse(report) as {
    finalDisplayedUrl: string;
    categories: Record<keyof Scores, { score: number }>;
  };
  if (finalDisplayedUrl !== url) throw new Error(`${url} led to ${finalDisplayedUrl}`);
  const outOf100 = (category: keyof Scores) => Math.round(categories[category].score * 100);
  return { performance: outOf100('performance'), accessibility: outOf100('accessibility') };
}
