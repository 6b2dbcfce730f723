/** A time zone that the server does not know: it is said, and another one can be chosen. */
import { expect, test } from '@playwright/test';
import { PASSWORD, newName, signUp, synced } from './patient.ts';

const HEADERS = { afterglow: 'v1' };

test('whose time zone the server does not know chooses another one to sign up', async ({
  page,
}) => {
  let refuse = true;
  await page.route('**/api/v1/accounts', async (route) => {
    if (!refuse) return route.continue();
    refuse = false;
    const errors = [{ pointer: '/time_zone', detail: 'expected an IANA time zone' }];
    const json = { code: 'invalid_body', status: 422, title: '', detail: '', errors };
    await route.fulfill({ status: 422, headers: HEADERS, json });
  });
  await page.goto('/sign-up');
  await expect(page.getByLabel('Name')).toBeVisible();
  await expect(page.getByLabel('Time zone')).toBeHidden();
  await page.getByLabel('Name').fill(newName());
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create a journal' }).click();
  const zone = page.getByLabel('Time zone');
  await expect(zone).toHaveAccessibleDescription(/Choose a city whose clock shows the same time/);
  await zone.fill('europe/berlin');
  const sent = page.waitForRequest('**/api/v1/accounts');
  await page.getByRole('button', { name: 'Create a journal' }).click();
  expect((await sent).postDataJSON()).toMatchObject({ time_zone: 'Europe/Berlin' });
  await expect(page.getByRole('heading', { name: 'Keep this recovery code' })).toBeVisible();
});

test('a zone that the server has lost is asked for again', async ({ page, timezoneId }) => {
  await signUp(page);
  await synced(page);
  await page.route('**/api/v1/account', async (route) => {
    const response = await route.fetch();
    const account = (await response.json()) as Record<string, unknown>;
    const changed = route.request().method() === 'PATCH';
    const json = changed
      ? account
      : { ...account, time_zone: 'Mars/Olympus', time_zone_unknown: true };
    await route.fulfill({ response, json });
  });
  await page.reload();
  const asked = page.getByText('The server no longer knows the time zone Mars/Olympus.');
  await expect(asked).toBeVisible();
  const sent = page.waitForRequest(
    (request) => request.method() === 'PATCH' && request.url().endsWith('/account'),
  );
  await page.getByRole('button', { name: /^Use the time of/ }).click();
  expect((await sent).postDataJSON()).toMatchObject({ time_zone: timezoneId });
});
