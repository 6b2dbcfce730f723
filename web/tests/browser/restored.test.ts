/** What a person reads when their server was restored, or when their account is another one. */
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { programOf } from './api.ts';
import { OwnServer } from './own_server.ts';
import { checkIn, newName, PASSWORD, signIn, signUp, synced } from './patient.ts';

/** Puts a server back to where it was when it was kept. */
async function keepState(server: OwnServer): Promise<() => Promise<void>> {
  await server.stop();
  cpSync(server.data, `${server.data}.copy`, { recursive: true });
  await server.start();
  return async () => {
    await server.stop();
    rmSync(server.data, { recursive: true });
    cpSync(`${server.data}.copy`, server.data, { recursive: true });
    await server.start();
  };
}

async function fillIn(page: Page, name: string, password = PASSWORD): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const deviceOf = async (browser: Browser, server: OwnServer) =>
  (await browser.newContext({ baseURL: server.address })).newPage();

test('a server that was restored is said once, in a sentence, and has again what this device had', async ({
  browser,
}) => {
  const server = new OwnServer();
  try {
    const page = await (await browser.newContext({ baseURL: await server.start() })).newPage();
    const name = await signUp(page);
    await checkIn(page, 4);
    await synced(page);
    const goBack = await keepState(server);
    await page.goto('/');
    await checkIn(page, 7);
    await synced(page);

    await goBack();
    await page.goto('/');
    // The session that the device has now may be one that the backup does not know.
    const again = page.getByRole('link', { name: 'Sign in again to sync' });
    const said = page.getByText(
      'This server was restored from a backup (today). What this device had is on it again.',
    );
    await expect(again.or(said)).toBeVisible();
    if (await again.isVisible()) await signIn(page, name);
    await expect(said).toBeVisible();
    await synced(page);
    await page.getByRole('button', { name: 'Understood' }).click();
    await expect(said).toBeHidden();
    await page.goto('/');
    await synced(page);
    await expect(said).toBeHidden();

    const other = await (await browser.newContext({ baseURL: server.address })).newPage();
    await signIn(other, name);
    await expect(other.getByText('2 check-ins today')).toBeVisible();
  } finally {
    await server.remove();
  }
});

test('another account of the same name has nothing of the earlier one, and that is said', async ({
  page,
  browser,
}) => {
  const name = await signUp(page);
  await checkIn(page, 4);
  await synced(page);
  const elsewhere = await (
    await browser.newContext({ baseURL: new URL(page.url()).origin })
  ).newPage();
  await signIn(elsewhere, name);
  await elsewhere.evaluate(async (password) => {
    const json = { 'content-type': 'application/json' };
    const refreshed = await fetch('/api/v1/sessions/refresh', { method: 'POST' });
    const { access_token } = (await refreshed.json()) as { access_token: string };
    const headers = { ...json, authorization: `Bearer ${access_token}` };
    const body = JSON.stringify({ password });
    await fetch('/api/v1/account', { method: 'DELETE', headers, body });
  }, PASSWORD);
  const anew = await (await browser.newContext({ baseURL: new URL(page.url()).origin })).newPage();
  await signUp(anew, name);

  await fillIn(page, name);
  await expect(page.getByText(`1 entry of “${name}” is on this device.`)).toBeVisible();
  await page.getByRole('button', { name: 'Remove from this device' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove from this device' }).click();
  await expect(page.getByRole('heading', { name: 'How is it now?' })).toBeVisible();
  await synced(page);
  await expect(page.getByText('1 check-in today')).toBeHidden();
  await anew.reload();
  await synced(anew);
  await expect(anew.getByText('1 check-in today')).toBeHidden();
});

test('an account that a restored server does not know: it is said, kept as a file, and its entries come along into a new one', async ({
  browser,
}) => {
  const server = new OwnServer();
  try {
    await server.start();
    await signUp(await deviceOf(browser, server));
    const goBack = await keepState(server);
    const page = await deviceOf(browser, server);
    const name = await signUp(page);
    await checkIn(page, 4);
    await checkIn(page, 7);
    await synced(page);
    const second = await deviceOf(browser, server);
    await signIn(second, name);
    await expect(second.getByText('2 check-ins today')).toBeVisible();
    await goBack();

    await page.goto('/');
    await page.getByRole('link', { name: 'Sign in again to sync' }).click();
    await expect(
      page.getByRole('heading', { name: `This server does not know the account “${name}”` }),
    ).toBeVisible();
    await expect(page.getByText('It was restored from a backup (today).')).toBeVisible();
    await expect(page.getByText('still on this device: 2 entries.')).toBeVisible();
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save it as a file' }).click();
    const file = await (await saving).path();
    await expect(page.getByText('Look in your downloads whether the file is there.')).toBeVisible();

    // Nobody signs out over the only copy without a word.
    await page.goto('/settings');
    await expect(page.getByRole('link', { name: 'Sign in again to sync' })).toBeVisible();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await expect(page.getByText('signing out deletes them here')).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();

    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Create a journal again' }).click();
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Create a journal' }).click();
    await expect(page.getByText(`2 entries of “${name}” are on this device.`)).toBeVisible();
    await page.getByRole('button', { name: 'Bring them along' }).click();
    await expect(page.getByRole('heading', { name: 'Keep this recovery code' })).toBeVisible();
    await page.getByLabel('I have kept it somewhere safe').check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByText('2 check-ins today')).toBeVisible();
    await synced(page);

    // Another device with the same entries: asked, too, and none is there twice.
    await fillIn(second, name);
    await expect(second.getByText(`2 entries of “${name}” are on this device.`)).toBeVisible();
    await second.getByRole('button', { name: 'Bring them along' }).click();
    await expect(second.getByText('2 check-ins today')).toBeVisible();
    await synced(second);
    const program = await programOf(page.request, name);
    const { changes } = await program<{ changes: unknown[] }>('get', '/changes?since=0');
    expect(changes).toHaveLength(2);

    // The file says the same, to whoever imports it.
    const other = await deviceOf(browser, server);
    await signUp(other);
    await other.goto('/settings/import');
    const document = JSON.parse(readFileSync(file, 'utf8')) as { records: unknown[] };
    expect(document.records).toHaveLength(2);
    const imported = await other.evaluate(async (json) => {
      const refreshed = await fetch('/api/v1/sessions/refresh', { method: 'POST' });
      const { access_token } = (await refreshed.json()) as { access_token: string };
      const headers = {
        'content-type': 'application/octet-stream',
        authorization: `Bearer ${access_token}`,
      };
      const path = '/api/v1/imports?format=afterglow';
      return (await fetch(path, { method: 'POST', headers, body: json })).json() as unknown;
    }, JSON.stringify(document));
    expect(imported).toMatchObject({ imported: 2 });
  } finally {
    await server.remove();
  }
});

test('a password that was changed since the backup: the sign-in says why, and leads to the recovery code', async ({
  browser,
}) => {
  const server = new OwnServer();
  try {
    await server.start();
    const page = await deviceOf(browser, server);
    await fillIn(page, 'nobody.here');
    await expect(page.getByText('Name and password do not match.')).toBeVisible();
    await expect(page.getByText('restored from a backup')).toBeHidden();
    await page.goto('/');
    let code = '';
    page.on('response', (response) => {
      if (response.url().endsWith('/api/v1/accounts'))
        void response.json().then((made: { recovery_code: string }) => {
          code = made.recovery_code;
        });
    });
    const name = await signUp(page);
    await checkIn(page, 4);
    await synced(page);
    const goBack = await keepState(server);
    const changed = 'copper lantern by the door';
    await page.goto('/settings');
    const card = page.locator('section').filter({ hasText: 'Change password' });
    await card.locator('summary').click();
    await card.getByLabel('Current password').fill(PASSWORD);
    await card.getByLabel('New password').fill(changed);
    await card.getByRole('button').last().click();
    await expect(card.getByText('Your password is changed.')).toBeVisible();
    await goBack();

    const other = await deviceOf(browser, server);
    for (const password of [PASSWORD, changed]) {
      await fillIn(other, name, password);
      await expect(other.getByText('Name and password do not match.')).toBeVisible();
      await expect(
        other.getByText('This server was restored from a backup (today).'),
      ).toBeVisible();
    }
    await page.goto('/sign-in');
    await expect(page.getByText('so everyone has to sign in again')).toBeVisible();
    await other.getByRole('link', { name: 'Set a new password' }).click();
    await other.getByLabel('Name').fill(name);
    await other.getByLabel('Recovery code').fill('7Q2KX-0M4RB-V9T1C-HZ8DN');
    await other.getByLabel('New password').fill('quiet meadow after rain');
    await other.getByRole('button', { name: 'Set the new password' }).click();
    await expect(other.getByText('The newest recovery code counts')).toBeVisible();
    await other.getByLabel('Recovery code').fill(code);
    await other.getByRole('button', { name: 'Set the new password' }).click();
    await expect(other.getByRole('heading', { name: 'Keep this recovery code' })).toBeVisible();
  } finally {
    await server.remove();
  }
});

test('who creates a journal over entries that are on no server is asked about them first', async ({
  page,
}) => {
  const name = await signUp(page);
  await synced(page);
  await page.route('**/api/v1/changes', (route) => route.abort());
  await checkIn(page, 6);
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill(newName());
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create a journal' }).click();
  await expect(page.getByText(`1 entry of “${name}” is on this device.`)).toBeVisible();
  await expect(page.getByText('1 of them is on no server.')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.unroute('**/api/v1/changes');
  await page.goto('/');
  await expect(page.getByText('1 check-in today')).toBeVisible();
  await synced(page);
});
