import { expect, test, type Browser, type BrowserContext } from '@playwright/test';
import { signUp } from './patient.ts';

/** All JavaScript and CSS of a first visit, brotli: the app, the page and its sentences. */
const FIRST_LOAD = 45_000;

type State = Awaited<ReturnType<BrowserContext['storageState']>>;
const NOBODY: State = { cookies: [], origins: [] };

const LANGUAGES = ['en', 'de', 'es', 'fr'];

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
  const plain: string[] = [];
  page.on('response', (response) => {
    const path = new URL(response.url()).pathname;
    if (!/\.(js|css)$/.test(path)) return;
    const sizes = response.request().sizes();
    loading.push(sizes.then(({ responseBodySize }) => [path, responseBodySize]));
    if (response.headers()['content-encoding'] !== 'br') plain.push(path);
  });
  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('lang', locale);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  // Also what is fetched without being waited for.
  await page.waitForLoadState('networkidle');
  const files = Object.fromEntries(await Promise.all(loading));
  await context.close();
  return { files, plain };
}

const sum = (files: Record<string, number>) =>
  Object.values(files).reduce((total, size) => total + size, 0);

for (const locale of LANGUAGES) {
  test(`a first visit stays within its budget, ${locale}`, async ({ page, browser }) => {
    await signUp(page);
    const state = await page.context().storageState({ indexedDB: true });
    for (const [name, kept] of [
      ['check-in', state],
      ['welcome', NOBODY],
    ] as const) {
      const { files, plain } = await fetched(browser, kept, locale);
      test.info().annotations.push({ type: `${name}, bytes`, description: String(sum(files)) });
      expect(sum(files), JSON.stringify(files)).toBeLessThanOrEqual(FIRST_LOAD);
      // Other languages are not fetched, nor other pages' sentences.
      const languages = Object.keys(files).map((path) => /\/(en|de|es|fr)-/.exec(path)?.[1]);
      expect(languages.filter(Boolean).every((language) => language === locale)).toBe(true);
      // A file too small to gain from compression travels as it is.
      for (const path of plain) expect(files[path], path).toBeLessThan(100);
    }
  });
}
