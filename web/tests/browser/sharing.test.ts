import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { clinicPage, endLink, makeLink } from './clinician.ts';
import { answer, checkIn, signIn, signUp, synced } from './patient.ts';

async function findings(page: Page) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`,
  );
}

async function patientWithEntries(page: Page) {
  const name = await signUp(page);
  await answer(page, 'How low do you feel?', 7);
  await answer(page, 'How hopeless does the future look?', 6);
  await page.getByText('Add a note').click();
  await page.getByLabel('Note', { exact: true }).fill('a-note-kept-back');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Saved' })).toBeVisible();
  await synced(page);
  return name;
}

test('a clinician sees the measure that was ticked and nothing else, until the link is ended', async ({
  page,
  browser,
}) => {
  await patientWithEntries(page);
  const { link } = await makeLink(page, { measures: ['Low mood'] });
  const clinic = await clinicPage(browser);
  await clinic.goto(link);
  await expect(clinic).toHaveTitle('A shared journal');
  await expect(clinic.getByText('Dr Weber, next visit')).toBeVisible();
  await expect(clinic.getByText('Nobody monitors them').first()).toBeVisible();
  await expect(clinic.getByRole('rowheader', { name: /Low mood/ })).toBeVisible();
  const text = await clinic.locator('body').innerText();
  expect(text).not.toContain('Hopelessness');
  expect(text).not.toContain('a-note-kept-back');

  // Reloading works: the fragment stays. The patient is told; visits close together are one.
  await clinic.reload();
  await expect(clinic.getByRole('rowheader', { name: /Low mood/ })).toBeVisible();
  await page.reload();
  await expect(page.getByText(/^Page, Chrom/)).toHaveCount(1);

  // Page and files in another language; the secret stays behind the address.
  await clinic.getByLabel('Language').selectOption('de');
  await expect(clinic).toHaveTitle('Ein geteiltes Tagebuch');
  const asked = clinic.waitForRequest(/\/shared\/fhir/);
  await clinic.getByRole('button', { name: 'FHIR-Datei' }).click();
  expect((await asked).url()).toMatch(/\?language=de$/);
  await clinic.getByLabel('Sprache').selectOption('en');
  await expect(clinic).toHaveTitle('A shared journal');

  const saved = clinic.waitForEvent('download');
  await clinic.getByRole('button', { name: 'PDF report' }).click();
  expect((await saved).suggestedFilename()).toBe('shared-journal.pdf');

  // Without a network the page stays as it was read.
  await clinic.route('**/api/**', (route) => route.abort('connectionrefused'));
  await clinic.getByRole('button', { name: 'PDF report' }).click();
  await expect(clinic.getByRole('alert')).toHaveText('The journal cannot be reached just now.');
  await expect(clinic.getByRole('rowheader', { name: /Low mood/ })).toBeVisible();
  await clinic.unroute('**/api/**');

  await endLink(page);
  await clinic.getByRole('button', { name: 'FHIR file' }).click();
  await expect(clinic.getByRole('heading', { name: 'This link is not active' })).toBeVisible();
  expect(await clinic.locator('body').innerText()).not.toContain('Low mood');
  await clinic.reload();
  await expect(clinic.getByRole('heading', { name: 'This link is not active' })).toBeVisible();
});

test('an open page notices the end of its link by itself, and leaves nothing of it', async ({
  page,
  browser,
}) => {
  await patientWithEntries(page);
  for (const how of ['minute', 'look']) {
    const { link } = await makeLink(page, { measures: ['Low mood'], passcode: 'grey door' });
    const clinic = await clinicPage(browser);
    await clinic.clock.install();
    // As mails and people leave it.
    await clinic.goto(`${link.replace('/s#', '/s/#')}).`);
    await clinic.getByLabel('Passcode').fill('grey door');
    await clinic.getByRole('button', { name: 'Open' }).click();
    await expect(clinic.getByRole('rowheader', { name: /Low mood/ })).toBeVisible();
    await clinic.clock.runFor(200_000);
    await expect(clinic.getByRole('rowheader', { name: /Low mood/ })).toBeVisible();
    await page.reload();
    await expect(page.getByText(/^Page, Chrom/)).toHaveCount(1);
    await endLink(page);
    if (how === 'minute') await clinic.clock.runFor(61_000);
    else await clinic.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect(clinic.getByRole('heading', { name: 'This link is not active' })).toBeVisible();
    expect(await clinic.locator('body').innerText()).not.toContain('Low mood');
    await clinic.close();
  }
});

test('notes are shown where they are ticked', async ({ page, browser }) => {
  await patientWithEntries(page);
  const { link } = await makeLink(page, {
    measures: ['Low mood'],
    include: ['Notes, intentions and experiences'],
  });
  const clinic = await clinicPage(browser);
  await clinic.goto(link);
  await expect(clinic.getByText('a-note-kept-back')).toBeVisible();
});

test('a passcode is asked for, and says how many attempts remain', async ({ page, browser }) => {
  await signUp(page);
  await checkIn(page, 7);
  await synced(page);
  const { link } = await makeLink(page, { measures: ['Low mood'], passcode: 'dämmerung 4' });
  const clinic = await clinicPage(browser);
  await clinic.goto(link);
  await expect(clinic.getByText('10 attempts remain')).toBeVisible();
  await clinic.getByLabel('Passcode').fill('dawn');
  await clinic.getByRole('button', { name: 'Open' }).click();
  await expect(clinic.getByText('This is not the passcode.')).toBeVisible();
  await expect(clinic.getByText('9 attempts remain')).toBeVisible();
  await clinic.getByLabel('Passcode').fill('dämmerung 4');
  await clinic.getByRole('button', { name: 'Open' }).click();
  await expect(clinic.getByRole('rowheader', { name: /Low mood/ })).toBeVisible();
});

test('the tenth wrong passcode ends the link, and the patient is told why', async ({
  page,
  browser,
}) => {
  await signUp(page);
  await checkIn(page, 7);
  await synced(page);
  const { link } = await makeLink(page, { measures: ['Low mood'], passcode: 'grey door' });
  const clinic = await clinicPage(browser);
  await clinic.goto(link);
  const guess = async () => {
    await clinic.getByLabel('Passcode').fill('dawn');
    await clinic.getByRole('button', { name: 'Open' }).click();
  };
  for (let left = 9; left > 0; left--) {
    await guess();
    await expect(clinic.getByText(left > 1 ? `${left} attempts` : '1 attempt')).toBeVisible();
  }
  await guess();
  const ended = clinic.getByRole('heading', { name: 'This link is not active' });
  await expect(ended).toBeVisible();
  await clinic.reload();
  await expect(ended).toBeVisible();
  await page.reload();
  await expect(page.getByText('Ended after ten wrong passcodes')).toBeVisible();
});

test('the SMART Health Link opens in the same page, and an address with nothing in it says so', async ({
  page,
  browser,
  baseURL,
}) => {
  await signUp(page);
  await checkIn(page, 7);
  await synced(page);
  const { smart } = await makeLink(page, { measures: ['Low mood'] });
  const clinic = await clinicPage(browser);
  await clinic.goto(`${baseURL}/s#${smart}`);
  await expect(clinic.getByRole('rowheader', { name: /Low mood/ })).toBeVisible();
  await clinic.goto('about:blank');
  await clinic.goto(`${baseURL}/s`);
  await expect(clinic.getByRole('heading', { name: 'This link is not active' })).toBeVisible();
});

test('links are kept on the device that made them, and gone from it after signing out', async ({
  page,
}) => {
  const name = await patientWithEntries(page);
  const { link } = await makeLink(page, { measures: ['Low mood'] });
  const address = page.url();
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Create a journal' })).toBeVisible();
  await signIn(page, name);
  await page.goto(address);
  await expect(page.getByText('This link was made on another device')).toBeVisible();
  expect(await page.locator('body').innerText()).not.toContain(link);
});

test('without a network the page for links says so calmly', async ({ page, context }) => {
  await signUp(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.route('**/api/**', (route) => route.abort('connectionrefused'));
  await page.goto('/share');
  await expect(page.getByText('cannot be reached just now')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing where links are made and read, and nothing leaves this origin, ${colorScheme}`, async ({
    page,
    browser,
    baseURL,
  }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await patientWithEntries(page);
    await page.goto('/share/new');
    await expect(page.getByLabel('Low mood')).toBeVisible();
    expect.soft(await findings(page), 'making a link').toEqual([]);
    const { link } = await makeLink(page, { measures: ['Low mood', 'Hopelessness'] });
    expect.soft(await findings(page), 'the link').toEqual([]);
    await page.goto('/share');
    await expect(page.getByText('Dr Weber, next visit')).toBeVisible();
    expect.soft(await findings(page), 'the list').toEqual([]);

    const clinic = await clinicPage(browser, colorScheme);
    const elsewhere: string[] = [];
    const refused: string[] = [];
    clinic.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'blob:' && origin !== new URL(baseURL ?? '').origin)
        elsewhere.push(request.url());
    });
    clinic.on('console', (message) => {
      if (/Content Security Policy|Trusted/.test(message.text())) refused.push(message.text());
    });
    await clinic.goto(link);
    await expect(clinic.getByRole('rowheader', { name: /Low mood/ })).toBeVisible();
    expect.soft(await findings(clinic), 'the page behind the link').toEqual([]);
    await clinic.setViewportSize({ width: 320, height: 640 });
    // The charts follow the new width a frame later.
    await expect
      .poll(() => clinic.evaluate(() => document.documentElement.scrollWidth))
      .toBeLessThanOrEqual(320);
    expect(await clinic.evaluate(() => navigator.serviceWorker.getRegistrations())).toEqual([]);
    expect(elsewhere).toEqual([]);
    expect(refused).toEqual([]);
  });
}
