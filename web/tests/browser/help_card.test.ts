/** The card with someone to call: everywhere with a number, in the first moment and without a network. */
import {
  expect,
  test,
  type Browser,
  type BrowserContextOptions,
  type Page,
} from '@playwright/test';
import { installed, signUp } from './patient.ts';

async function elsewhere(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const baseURL = test.info().project.use.baseURL ?? '';
  const page = await (await browser.newContext({ baseURL, ...options })).newPage();
  await page.goto('/');
  return page;
}

const help = /Help now|Hilfe jetzt|Ayuda ahora|Aide urgente|Hulp nu|Ajuda agora/;
const link = (page: Page, name: string | RegExp) =>
  page.getByRole('dialog').getByRole('link', { name });

for (const [locale, timezoneId, call, line, danger, emergency] of [
  ['de-CH', 'Europe/Zurich', '143 anrufen', '143', 'Wähle den Notruf 144', '144'],
  ['es-MX', 'America/Mexico_City', 'Llamar al 800 911 2000', '8009112000', 'Llama al 911', '911'],
  ['fr-FR', 'Indian/Reunion', 'Appeler le 3114', '3114', 'Appelez le 15', '15'],
  ['nl-BE', 'Europe/Brussels', 'Bel 1813', '1813', 'Bel 112', '112'],
  ['pt-BR', 'America/Sao_Paulo', 'Ligar para 188', '188', 'Ligue para 192', '192'],
] as const) {
  test(`${locale} in ${timezoneId} calls ${line} with one tap, before signing in`, async ({
    browser,
  }) => {
    const page = await elsewhere(browser, { locale, timezoneId });
    await page.getByRole('button', { name: help }).click();
    await expect(link(page, call)).toHaveAttribute('href', `tel:${line}`);
    await expect(link(page, danger)).toHaveAttribute('href', `tel:${emergency}`);
    await expect(page.getByRole('group')).toHaveCount(0);
    await page.context().close();
  });
}

test('where language and clock disagree it asks, and remembers the answer', async ({ browser }) => {
  const page = await elsewhere(browser, { locale: 'en-US', timezoneId: 'Europe/Berlin' });
  await page.getByRole('button', { name: help }).click();
  const asked = page.getByRole('group', { name: 'Where are you?' });
  await expect(asked.getByRole('button')).toHaveText(['Germany', 'United States']);
  await expect(link(page, 'Call 116 123')).toHaveAttribute('href', 'tel:116123');
  await asked.getByRole('button', { name: 'United States' }).click();
  await expect(link(page, 'Call 988')).toHaveAttribute('href', 'tel:988');
  await expect(link(page, 'Text 988')).toHaveAttribute('href', 'sms:988');
  await expect(asked).toHaveCount(0);

  await page.reload();
  await page.getByRole('button', { name: help }).click();
  await expect(link(page, 'Call 988')).toBeVisible();
  await page.getByLabel('Country').selectOption('CL');
  await expect(link(page, 'Call 600 360 7777')).toHaveAttribute('href', 'tel:6003607777');
  await expect(page.getByText('Dial *4141')).toBeVisible();
  await page.context().close();
});

test('in an unknown place it has 112, and asks for the country', async ({ browser }) => {
  const page = await elsewhere(browser, { locale: 'de', timezoneId: 'UTC' });
  await page.getByRole('button', { name: help }).click();
  await expect(link(page, '112 anrufen')).toHaveAttribute('href', 'tel:112');
  await page.getByLabel('Land').selectOption('AT');
  await expect(link(page, '142 anrufen')).toBeVisible();
  await page.context().close();
});

test('what was chosen is the account’s, and is there without a network', async ({
  page,
  context,
}) => {
  await signUp(page);
  await installed(page);
  await page.getByRole('button', { name: help }).click();
  await page.getByLabel('Country').selectOption('NZ');
  await expect(link(page, 'Call 1737')).toBeVisible();
  await context.setOffline(true);
  await page.reload();
  await page.getByRole('button', { name: help }).click();
  await expect(link(page, 'Call 1737')).toBeVisible();
  await expect(page.getByLabel('Country')).toHaveValue('NZ');
});

test('if the list cannot be loaded there is one number still, and the list at the next try', async ({
  browser,
}) => {
  const page = await elsewhere(browser, {
    serviceWorkers: 'block',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  });
  await page.route(/CrisisCard-.*\.js/, (route) => route.abort());
  await page.reload();
  await page.getByRole('button', { name: help }).click();
  await expect(link(page, 'Call 112')).toHaveAttribute('href', 'tel:112');
  await expect(page.getByText('112 works in many countries.')).toBeVisible();
  await page.unroute(/CrisisCard-.*\.js/);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: help }).click();
  await expect(link(page, 'Call 116 123')).toBeVisible();
  await page.context().close();
});
