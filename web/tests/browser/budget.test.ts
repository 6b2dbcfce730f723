import { expect, test } from '@playwright/test';
import { signUp } from './patient.ts';

const KB = 1000;
/** JavaScript and CSS of the check-in page, brotli, with everything but the sentences themselves. */
const FIRST_LOAD = 45 * KB;
/** The sentences of one language; the other three are never fetched by the page. */
const ONE_LANGUAGE = 11 * KB;

test('the first load of the check-in stays within its budget', async ({
  page,
  browser,
  baseURL,
}) => {
  await signUp(page);
  const state = await page.context().storageState({ indexedDB: true });
  const context = await browser.newContext({
    storageState: state,
    serviceWorkers: 'block',
    baseURL: baseURL ?? '',
  });
  const fresh = await context.newPage();
  const loading: Promise<[string, number]>[] = [];
  const encodings = new Set<string | undefined>();
  fresh.on('response', (response) => {
    const path = new URL(response.url()).pathname;
    if (!/\.(js|css)$/.test(path)) return;
    loading.push(
      response
        .request()
        .sizes()
        .then((sizes) => [path, sizes.responseBodySize]),
    );
    if (path.startsWith('/assets/')) encodings.add(response.headers()['content-encoding']);
  });
  await fresh.goto('/');
  await expect(fresh.getByRole('heading', { name: 'How is it now?' })).toBeVisible();
  const loaded = await Promise.all(loading);
  const languages = loaded.filter(([path]) => /\/(en|es|de|fr)-/.test(path));
  // What comes after the first paint (the crisis card) is not waited for.
  const first = loaded.filter(
    (entry) => !languages.includes(entry) && !/\/(rooms|CrisisCard)-/.test(entry[0]),
  );
  const sum = (entries: [string, number][]) => entries.reduce((total, [, size]) => total + size, 0);
  const sizes = `${sum(first)} + ${sum(languages)}`;
  test.info().annotations.push({ type: 'bytes', description: sizes });
  // A file too small to gain from it travels as it is.
  expect(encodings).toContain('br');
  expect(languages).toHaveLength(1);
  expect(sum(first)).toBeLessThan(FIRST_LOAD);
  expect(sum(languages)).toBeLessThan(ONE_LANGUAGE);
});
