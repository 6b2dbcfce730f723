import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { ACTIONS } from '#data/audit_trail.ts';
import { clinicPage, makeLink } from './clinician.ts';
import { keptHere } from './left_behind.ts';
import { checkIn, signUp, synced } from './patient.ts';

const PATH = '**/api/v1/account/audit-trail';

async function openTrail(page: Page) {
  await page.goto('/settings');
  await page.getByText('Show what happened').click();
}

test('what happened with the account is told in plain words, the latest first', async ({
  page,
  request,
  browser,
}) => {
  const name = await signUp(page);
  await checkIn(page, 6);
  await synced(page);
  const wrong = { username: name, password: 'not the password at all' };
  expect((await request.post('/api/v1/sessions', { data: wrong })).status()).toBe(401);
  const { link } = await makeLink(page, { measures: ['Low mood'] });
  const clinic = await clinicPage(browser);
  await clinic.goto(link);
  await expect(clinic.getByRole('rowheader', { name: /Low mood/ })).toBeVisible();

  await openTrail(page);
  const trail = page.locator('section', { hasText: 'What happened with your account' });
  const told = trail.getByRole('listitem').locator('span:first-child');
  await expect(told).toHaveText([
    'A link was opened',
    'A link was made',
    'A wrong password was given',
    'Signed in',
  ]);
  await expect(trail.getByRole('listitem').last()).toHaveText(/20\d\d, \d?\d:\d\d · Chrom/);
  await expect(trail.getByText('not as the server wrote it')).toHaveCount(0);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  expect(await page.evaluate(keptHere)).not.toContain('sign_in_refused');
});

test('a long trail comes in pieces, and one that was tampered with says what to do', async ({
  page,
}) => {
  await signUp(page);
  const items = Array.from({ length: 45 }, (_, n) => ({
    at: new Date(Date.UTC(2026, 2, 45 - n)).toISOString(),
    action: 'key_renewed',
  }));
  await page.route(PATH, (route) =>
    route.fulfill({ headers: { afterglow: 'v1' }, json: { items, intact: false } }),
  );
  await openTrail(page);
  const lines = page.getByText('The key of your journal was renewed by whoever runs this server');
  await expect(page.getByText('Ask whoever runs this server')).toBeVisible();
  for (const count of [20, 40, 45]) {
    await expect(lines).toHaveCount(count);
    if (count < 45) await page.getByRole('button', { name: 'Show more' }).click();
  }
  await expect(page.getByRole('button', { name: 'Show more' })).toHaveCount(0);
});

test('without a network the trail says that it cannot be read, and comes when it can', async ({
  page,
  context,
}) => {
  await signUp(page);
  await page.goto('/settings');
  const trail = page.getByText('Show what happened');
  await expect(trail).toBeVisible();
  await context.setOffline(true);
  await trail.click();
  await expect(page.getByText('Afterglow cannot be reached just now')).toBeVisible();
  await context.setOffline(false);
  await page.getByText('Show what happened').click();
  await page.getByText('Show what happened').click();
  await expect(page.getByText('Signed in', { exact: true })).toBeVisible();
});

test('the app has words for everything that the server notes', async ({ request }) => {
  const document = (await (await request.get('/api/v1/openapi.json')).json()) as {
    components: { schemas: { Action: { enum: string[] } } };
  };
  expect(document.components.schemas.Action.enum).toEqual([...ACTIONS]);
});
