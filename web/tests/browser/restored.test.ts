/** What a person reads when their server was restored, or when their account is another one. */
import { cpSync, rmSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { OwnServer } from './own_server.ts';
import { checkIn, PASSWORD, signIn, signUp, synced } from './patient.ts';

test('a server that was restored is said once, in a sentence, and has again what this device had', async ({
  browser,
}) => {
  const server = new OwnServer();
  try {
    const page = await (await browser.newContext({ baseURL: await server.start() })).newPage();
    const name = await signUp(page);
    await checkIn(page, 4);
    await synced(page);
    await server.stop();
    cpSync(server.data, `${server.data}.copy`, { recursive: true });
    await server.start();
    await page.goto('/');
    await checkIn(page, 7);
    await synced(page);

    await server.stop();
    rmSync(server.data, { recursive: true });
    cpSync(`${server.data}.copy`, server.data, { recursive: true });
    await server.start();
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

  await signIn(page, name);
  await expect(page.getByText('This is another account of the same name.')).toBeVisible();
  await synced(page);
  await expect(page.getByText('One check-in today')).toBeHidden();
  await page.getByRole('button', { name: 'Understood' }).click();
  await expect(page.getByText('This is another account of the same name.')).toBeHidden();
  await anew.reload();
  await synced(anew);
  await expect(anew.getByText('One check-in today')).toBeHidden();
});
