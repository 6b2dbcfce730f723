import { expect, test, type Browser, type BrowserContext } from '@playwright/test';
import { LANGUAGES } from '../languages.ts';
import { signUp, synced } from './patient.ts';

/** All JavaScript and CSS of a first visit, brotli: the app, the page and its sentences. */
const FIRST_LOAD = 45_000;

/** The numbers of all countries, the words around them, and the safety plan: they come behind the page. */
const HELP_CARD = 13_000;

type State = Awaited<ReturnType<BrowserContext['storageState']>>;
const NOBODY: State = { cookies: [], origins: [] };

/** What a browser that has never been here fetches until the page stands, by path. */
async function fetched(browser: Browser, state: State, locale: string) {
  const context = await browser.newContext({
    storageState: state,
    // It fetches every page for later, in nobody's way: what is counted is what is waited for.
    serviceWorkers: 'block',
    baseURL: process.env['AFTERGLOW_URL'] ?? '',
    locale,
  });
  const page = await context.newPage();
  const loading: Promise<[string, number]>[] = [];
  const reading: Promise<void>[] = [];
  const plain: string[] = [];
  const behind = new Set<string>();
  page.on('response', (response) => {
    const path = new URL(response.url()).pathname;
    if (!/\.(js|css)$/.test(path)) return;
    const known = response.request().sizes();
    loading.push(known.then(({ responseBodySize }) => [path, responseBodySize]));
    reading.push(
      response.text().then((text) => {
        // The card, the safety plan on it, its looks, and its sentences in one language.
        if (/\/(CrisisCard|plan|call)-/.test(path) || text.includes('crisis_where'))
          behind.add(path);
      }),
    );
    if (response.headers()['content-encoding'] !== 'br') plain.push(path);
  });
  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('lang', locale);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  // Also what is fetched without being waited for.
  await page.waitForLoadState('networkidle');
  // What is read ahead after that is not of the first visit, and may not be read any more once the page is closed.
  page.removeAllListeners('response');
  const sizes = await Promise.all(loading);
  await Promise.all(reading);
  await context.close();
  const part = (later: boolean) =>
    Object.fromEntries(sizes.filter(([path]) => behind.has(path) === later));
  return { files: part(false), card: part(true), plain };
}

const sum = (files: Record<string, number>) =>
  Object.values(files).reduce((total, size) => total + size, 0);

for (const locale of LANGUAGES) {
  test(`a first visit stays within its budget, ${locale}`, async ({ page, browser }) => {
    await signUp(page);
    // What still waits to be sent brings its own part of the app with it.
    await synced(page);
    const state = await page.context().storageState({ indexedDB: true });
    for (const [name, kept] of [
      ['check-in', state],
      ['welcome', NOBODY],
    ] as const) {
      const { files, card, plain } = await fetched(browser, kept, locale);
      test.info().annotations.push({ type: `${name}, bytes`, description: String(sum(files)) });
      expect(sum(files), JSON.stringify(files)).toBeLessThanOrEqual(FIRST_LOAD);
      expect(Object.keys(card).length, JSON.stringify(files)).toBeGreaterThanOrEqual(2);
      test.info().annotations.push({ type: 'help card, bytes', description: String(sum(card)) });
      expect(sum(card), JSON.stringify(card)).toBeLessThanOrEqual(HELP_CARD);
      // Other languages are not fetched, nor other pages' sentences.
      const spoken = LANGUAGES.filter((language) =>
        Object.keys({ ...files, ...card }).some((path) => path.includes(`/${language}-`)),
      );
      expect(spoken).toEqual([locale]);
      // A file too small to gain from compression travels as it is.
      for (const path of plain) expect({ ...files, ...card }[path], path).toBeLessThan(100);
    }
  });
}
