import { defineConfig } from '@playwright/test';
import tests from '../../playwright.config.ts';

process.env['AFTERGLOW_BINARY'] ??= '../target/release/afterglow';

/** Measures one thing after the other, in the browser of the tests and against the same server. */
export default defineConfig({
  ...tests,
  testDir: '.',
  testMatch: '*.measure.ts',
  globalSetup: '../browser/start_server.ts',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 15 * 60_000,
});
