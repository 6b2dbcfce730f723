import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

const CHROMIUM = '/usr/bin/chromium';
/** Debian's Chromium without its windows: where it is installed, the tests take two thirds of the time. */
const WITHOUT_WINDOWS = '/usr/bin/chromium-headless-shell';
/** What Chromium has only with its windows: notifications, and settings that a profile was given. */
const WITH_WINDOWS = /\/(leaving|reminders|site_data)\.test\.ts$/;

/** Tests the server at AFTERGLOW_URL, or one of its own started from AFTERGLOW_BINARY. */
export default defineConfig({
  testDir: 'tests/browser',
  globalSetup: './tests/browser/start_server.ts',
  fullyParallel: true,
  workers: 2,
  // A shared machine may stall for seconds; what passes only the second time is reported as flaky.
  retries: process.env['CI'] ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    baseURL: process.env['AFTERGLOW_URL'] ?? 'http://127.0.0.1:8080',
    // An address for each worker: 200 accounts an hour are opened from one at most.
    extraHTTPHeaders: {
      'x-forwarded-for': `198.51.100.${(Number(process.env['TEST_WORKER_INDEX'] ?? 0) % 250) + 1}`,
    },
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    locale: 'en-GB',
    // Where the device is: tests/run takes one by turns, tests/zones all of them.
    timezoneId: process.env['AFTERGLOW_TEST_ZONE'] || 'Europe/Berlin',
  },
  projects: [
    {
      name: 'without windows',
      testIgnore: WITH_WINDOWS,
      use: launching(existsSync(WITHOUT_WINDOWS) ? WITHOUT_WINDOWS : CHROMIUM),
    },
    { name: 'with windows', testMatch: WITH_WINDOWS, use: launching(CHROMIUM) },
  ],
});

function launching(browser: string) {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  return { launchOptions: { executablePath: process.env['CHROMIUM'] ?? browser, args } };
}
