/** As on a box at home: http, and an address that is not this machine's own. */
import { expect, test } from '@playwright/test';
import { atHome, ownBrowser } from './own_browser.ts';
import { OwnServer } from './own_server.ts';
import { checkIn, signIn, signUp, synced } from './patient.ts';

// One that is told of no origin: it goes by the name that browsers use.
const server = new OwnServer();
test.beforeEach(async () => void (await server.start()));
test.afterEach(() => server.kill());
test.afterAll(() => server.remove());

test('over plain http in the network at home one signs up, saves and syncs, and is told once what is missing', async () => {
  const info = test.info();
  const wish = atHome(server.address);
  const [context, page] = await ownBrowser({ profile: info.outputPath('profile'), ...wish });
  const told = page.getByText('This address has no https.');
  await page.goto('/');
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  await expect(told).toBeVisible();
  const name = await signUp(page);
  await expect(told).toBeVisible();
  await page.getByRole('button', { name: 'Understood' }).click();
  await expect(told).toBeHidden();

  await checkIn(page, 6);
  await synced(page);
  await page.goto('/treatments/new');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(/\/treatments$/);
  await synced(page);

  // The session outlives the page: its cookie is kept, though it is not Secure.
  await page.reload();
  await synced(page);
  await expect(told).toBeHidden();
  await page.goto('/settings');
  // Nothing is promised that needs https.
  await expect(page.getByText('On your home screen')).toHaveCount(0);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Create a journal' })).toBeVisible();
  await signIn(page, name);
  await synced(page);
  await context.close();
});

test('over plain http a recovery code is copied, too', async () => {
  const info = test.info();
  const wish = atHome(server.address);
  const [context, page] = await ownBrowser({ profile: info.outputPath('profile'), ...wish });
  await signUp(page);
  await page.goto('/settings');
  const card = page.locator('section', { hasText: 'If you have lost your recovery code' });
  await card.getByText('Make a new code').first().click();
  await card.getByLabel('Current password').fill('peach plum lantern 4 dusk');
  await card.getByRole('button', { name: 'Make a new code' }).click();
  await page.getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  await context.close();
});
