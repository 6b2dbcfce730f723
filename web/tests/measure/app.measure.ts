/**
 * How fast the app is with ten years in it: Lighthouse on the first page and on Relief, and what
 * opening Relief costs the phone's main thread when all of it is on the device already.
 *
 *   npm run measure      needs `cargo build --release`, or AFTERGLOW_BINARY
 */
import { availableParallelism, loadavg } from 'node:os';
import { expect, test } from '@playwright/test';
import { PASSWORD, synced } from '../browser/patient.ts';
import { startChromium, type Chromium } from './browser.ts';
import { lighthouse } from './lighthouse.ts';
import { mainThread, STANDS } from './main_thread.ts';
import { patientOfTenYears } from './ten_years.ts';

const LIGHTHOUSE_RUNS = 3;
const OPENINGS = 5;
/** How long the first page is looked at before Relief is opened. */
const A_LOOK_MS = 3000;

type Opening = Awaited<ReturnType<typeof mainThread>>;

const table: string[] = [];
let chromium: Chromium;

const row = (name: string, ...cells: readonly (string | number)[]) =>
  table.push(name.padEnd(36) + cells.map((cell) => String(cell).padStart(15)).join(''));

test.describe.configure({ mode: 'serial' });

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

test.beforeAll('a patient of ten years, on this device', async ({ baseURL }) => {
  chromium = await startChromium();
  const name = await patientOfTenYears(baseURL ?? '');
  await chromium.use(async (context) => {
    const page = await context.newPage();
    const opened = await page.goto(`${baseURL ?? ''}/sign-in`);
    expect(opened?.status(), 'of the app, which a server built without it has not').toBe(200);
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await synced(page);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.getByRole('link', { name: 'Relief' }).click();
    await expect(page.getByRole('figure').first()).toBeVisible();
    await synced(page);
    await page.close();
  });
});

test('Lighthouse', ({ baseURL }) => {
  row('Lighthouse, mobile, of 100', 'performance', 'accessibility');
  for (const [name, path] of [
    ['check-in', '/'],
    ['relief', '/relief'],
  ] as const) {
    const runs = Array.from({ length: LIGHTHOUSE_RUNS }, () =>
      lighthouse(`${baseURL ?? ''}${path}`, chromium.port),
    );
    const middle = (score: keyof (typeof runs)[number]) => median(runs.map((run) => run[score]));
    row(name, middle('performance'), middle('accessibility'));
  }
});

interface Tap {
  tapped: string;
  awaited: string;
  stands: string;
}

/** By the page itself: Playwright would look for both on the thread that is measured. */
function tap({ tapped, awaited, stands }: Tap): Promise<void> {
  return new Promise((resolve) => {
    const seen = new MutationObserver(() => {
      if (!document.querySelector(awaited)) return;
      seen.disconnect();
      requestAnimationFrame(() =>
        setTimeout(() => {
          performance.mark(stands);
          resolve();
        }),
      );
    });
    seen.observe(document.body, { childList: true, subtree: true });
    document.querySelector<HTMLElement>(tapped)?.click();
  });
}

test('opening Relief from what is on the device', async ({ baseURL }) => {
  const openings: Opening[] = [];
  await chromium.use(async (context) => {
    for (let opening = 0; opening < OPENINGS; opening += 1) {
      const page = await context.newPage();
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(`${baseURL ?? ''}/`);
      await synced(page);
      await page.waitForTimeout(A_LOOK_MS);
      await context.setOffline(true);
      openings.push(
        await mainThread(page, 4, () =>
          page.evaluate(tap, {
            tapped: 'nav a[href="/relief"]',
            awaited: 'main figure',
            stands: STANDS,
          }),
        ),
      );
      await context.setOffline(false);
      await page.close();
    }
  });
  tell('Relief', 4, openings);
});

test('all ten years as a table', async ({ baseURL }) => {
  const openings: Opening[] = [];
  await chromium.use(async (context) => {
    for (let opening = 0; opening < OPENINGS; opening += 1) {
      const page = await context.newPage();
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(`${baseURL ?? ''}/timeline`);
      await page.getByRole('radio', { name: 'All' }).check();
      await synced(page);
      await page.waitForTimeout(A_LOOK_MS);
      openings.push(
        await mainThread(page, 6, () =>
          page.evaluate(tap, {
            tapped: 'main figure summary',
            awaited: 'main figure table',
            stands: STANDS,
          }),
        ),
      );
      await page.close();
    }
  });
  tell('The table', 6, openings);
});

function tell(what: string, slowdown: number, openings: readonly Opening[]): void {
  const parts = ['all', 'script', 'style', 'layout', 'paint', 'longest'] as const;
  row(`\nMain thread, ms at ${slowdown}× slowdown`, ...parts);
  for (const [name, until] of [
    [`${what} from the tap until it stands`, 'stands'],
    ['and until the page rests', 'rests'],
  ] as const) {
    const middle = parts.map((part) => median(openings.map((opening) => opening[until][part])));
    row(name, ...middle.map((ms) => ms.toFixed(0)));
  }
}

test.afterAll(() => {
  const [busy = 0] = loadavg();
  const machine = `${busy.toFixed(1)} wanted to run on ${availableParallelism()} cores in the last minute`;
  process.stdout.write(`\n${table.join('\n')}\n\nThe machine: ${machine}\n\n`);
  chromium.end();
});
