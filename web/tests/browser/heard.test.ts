/** What a screen reader is given to say, as far as the page decides it. */
import { expect, test } from '@playwright/test';
import { answer, checkIn, newName, PASSWORD, signIn, signUp } from './patient.ts';
import { patientWith, STATES } from './states.ts';

test.use({ serviceWorkers: 'block' });

test('each step of signing up says its heading, and what was copied', async ({ page }) => {
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill(newName());
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create a journal' }).click();
  await expect(page.getByRole('heading', { name: 'Keep this recovery code' })).toBeFocused();
  // It is there before it has anything to say: else nobody hears it.
  const said = page.locator('[aria-live]').filter({ hasText: /^(Copied)?$/ });
  await expect(said.first()).toHaveCSS('display', /^(?!none)/);
  await page.getByRole('button', { name: 'Copy' }).click();
  await expect(page.locator('[aria-live]').filter({ hasText: 'Copied' })).toHaveCount(1);
  await page.getByLabel('I have kept it somewhere safe').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'What are you treated for?' })).toBeFocused();
});

test('a password that is refused is said by a region that was there before', async ({ page }) => {
  await page.goto('/sign-in');
  const region = page.locator('[aria-live=assertive]');
  await expect(region).toHaveCount(1);
  await expect(region).toBeEmpty();
  await page.getByLabel('Name').fill(newName());
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(region.and(page.getByRole('alert'))).not.toBeEmpty();
});

test('what a region said can be read again, and a cell of a strip is named once', async ({
  page,
}) => {
  await signUp(page);
  // Orca reads the role of a status in place of its words.
  await expect(page.locator('[role=status]')).toHaveCount(0);
  const status = page.locator('header [aria-live]');
  // Said aloud when a page is opened, it would break off the reading of the page.
  await expect(status).toHaveText('Synced');
  await expect(status).toHaveAttribute('aria-live', 'off');
  const strip = page.getByRole('radiogroup', { name: 'How low do you feel?' });
  await expect(strip.getByText('7', { exact: true })).toHaveAttribute('aria-hidden', 'true');
  await checkIn(page, 7);
  await expect(status).toHaveAttribute('aria-live', 'polite');
  await expect(status).toHaveText('Synced');
});

test('a field that is required and still empty is not called wrong', async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page.getByLabel('Name')).toHaveAttribute('aria-invalid', 'false');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByLabel('Name')).toHaveAttribute('aria-invalid', 'true');
});

test('no region that speaks is left out of the page while it is silent', async ({ page }) => {
  await signUp(page);
  for (const path of [
    '/',
    '/settings',
    '/settings/reminders',
    '/settings/questionnaires',
    '/treatments/new',
  ]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const hidden = await page.locator('[role=alert], [aria-live]').evaluateAll((all) =>
      all
        .filter((region) => !region.closest('details:not([open]), dialog:not([open])'))
        .filter((region) => getComputedStyle(region).display === 'none')
        .map((region) => region.outerHTML),
    );
    expect(hidden, path).toEqual([]);
  }
});

test('a question is named once, and what was saved is said by its heading', async ({ page }) => {
  await signUp(page);
  await expect(page.getByRole('group', { name: 'How low do you feel?' })).toHaveCount(0);
  await expect(page.getByRole('radiogroup', { name: 'How low do you feel?' })).toHaveCount(1);
  await answer(page, 'How low do you feel?', 5);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Saved' })).toBeFocused();
});

test('help is read by its title and first sentence, and the call has the focus', async ({
  page,
}) => {
  for (const path of ['/sign-in', '/sign-up']) {
    await page.goto(path);
    await page.getByRole('button', { name: 'Help now' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toHaveAccessibleName('Someone to talk to, now');
    const call = dialog.locator('a[href^="tel:"], a[href^="sms:"], a[href^="https:"]').first();
    await expect(call).toBeFocused();
    await expect(call).toHaveAccessibleDescription(/^Someone to talk to, now .*with somebody now/);
  }
});

test('what is drawn is heard by its sentence and its table alone, and the finding is a heading', async ({
  page,
  request,
}) => {
  await signIn(page, await patientWith(request, STATES['monthly maintenance, fading']));
  await page.goto('/relief');
  const figures = page.getByRole('figure');
  await expect(figures.first()).toBeVisible();
  await expect(
    page.getByRole('heading', { name: /first seen|Relief lasted/ }).first(),
  ).toBeVisible();
  for (const figure of await figures.all()) {
    await expect(
      figure.getByRole('listitem').filter({ hasText: /^(Mean|Treatment|Event)/ }),
    ).toHaveCount(0);
    const table = figure.getByText('As a table');
    if ((await table.count()) === 0) continue;
    await table.click();
    await expect(figure.getByRole('table')).toHaveAccessibleName(/\w/);
  }
});
