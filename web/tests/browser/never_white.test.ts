/** Where the app does not start, and where the page behind a link does not: a sentence says what to do. */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { LANGUAGES } from '../languages.ts';
import { makeLink } from './clinician.ts';
import { checkIn, signUp, synced } from './patient.ts';

const SAID = { name: 'This page does not start in this browser' };

const OWN_SCRIPT = '**/assets/{app,visitor}-*.js';

/** A page whose own script is as `body` says. */
async function withScript(
  browser: Browser,
  baseURL: string | undefined,
  body: string,
  locale = 'en-GB',
) {
  const context = await browser.newContext({
    baseURL: baseURL ?? '',
    serviceWorkers: 'block',
    locale,
  });
  await context.route(OWN_SCRIPT, (route) =>
    route.fulfill({ contentType: 'text/javascript', body }),
  );
  return context.newPage();
}

const UNREADABLE = 'class { this is not of this year';

async function link(page: Page, passcode?: string) {
  await signUp(page);
  await checkIn(page, 5);
  await synced(page);
  return makeLink(page, { measures: ['Low mood'], ...(passcode ? { passcode } : {}) });
}

test('scripts that the browser cannot read: which browsers can, in the reader’s language', async ({
  browser,
  baseURL,
}) => {
  for (const path of ['/', '/timeline', '/s']) {
    const page = await withScript(browser, baseURL, UNREADABLE, 'de-AT');
    await page.goto(path);
    await expect(
      page.getByRole('heading', { name: 'Diese Seite startet in diesem Browser nicht' }),
    ).toBeVisible();
    await expect(page.getByText('Chrome oder Edge 88, Firefox 115 oder Safari 15.4')).toBeVisible();
    await page.context().unroute(OWN_SCRIPT);
    await page.getByRole('button', { name: 'Neu laden' }).click();
    await expect(page.getByRole('heading', { name: /startet in diesem Browser/ })).toBeHidden();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.context().close();
  }
});

test('a browser that knows no modules at all is told the same', async ({ browser, baseURL }) => {
  const page = await withScript(browser, baseURL, '');
  await page.addInitScript(() => {
    delete (HTMLScriptElement.prototype as Partial<HTMLScriptElement>).noModule;
  });
  await page.goto('/');
  await expect(page.getByRole('heading', SAID)).toBeVisible();
  await page.context().close();
});

test('a failure while the app starts is no white page', async ({ page }) => {
  await page.addInitScript(() => {
    (globalThis as { URL: unknown }).URL = undefined;
  });
  await page.goto('/');
  await expect(page.getByRole('heading', SAID)).toBeVisible();
});

test('without a database, and without what stands in for it, there is a sentence', async ({
  page,
  context,
}) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('refused', 'SecurityError');
    };
  });
  await context.route('**/assets/memory_database-*', (route) => route.fulfill({ status: 404 }));
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'This page could not be loaded' })).toBeVisible();
});

test('without JavaScript both pages say that they need it', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL: baseURL ?? '', javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/');
  // By place: texts of a noscript are found by no other way.
  const said = page.locator('noscript p');
  await expect(said).toHaveCount(LANGUAGES.length);
  await expect(said.nth(1)).toBeVisible();
  await expect(said.nth(1)).toContainText('Afterglow needs JavaScript.');
  await page.goto('/s');
  await expect(said.nth(1)).toContainText('Or ask for the journal as a PDF.');
  await context.close();
});

test('where the page behind a link does not start, its journal is there as a PDF', async ({
  page,
  browser,
  baseURL,
}) => {
  const made = await link(page);
  for (const address of [made.link, `${new URL(made.link).origin}/s#${made.smart}`]) {
    const visitor = await withScript(browser, baseURL, UNREADABLE);
    await visitor.goto(address);
    await expect(visitor.getByRole('heading', SAID)).toBeVisible();
    const saved = visitor.waitForEvent('download');
    await visitor.getByRole('button', { name: 'PDF report' }).click();
    expect((await saved).suggestedFilename()).toBe('shared-journal.pdf');
    await visitor.context().close();
  }
});

test('the PDF of a page that does not start asks for the passcode, and says when a link has ended', async ({
  page,
  browser,
  baseURL,
}) => {
  const made = await link(page, 'dusk 1234');
  const visitor = await withScript(browser, baseURL, UNREADABLE);
  const asked: string[] = [];
  visitor.on('dialog', (dialog) => {
    asked.push(dialog.message());
    void dialog.accept(asked.length === 1 ? 'wrong' : 'dusk 1234');
  });
  await visitor.goto(made.link);
  const saved = visitor.waitForEvent('download');
  await visitor.getByRole('button', { name: 'PDF report' }).click();
  await saved;
  expect(asked).toEqual(Array(2).fill('This journal asks for a passcode'));
  await visitor.goto('/s');
  await visitor.reload();
  await visitor.getByRole('button', { name: 'PDF report' }).click();
  await expect(visitor.getByRole('status')).toHaveText('This link is not active');
  await visitor.context().close();
});
