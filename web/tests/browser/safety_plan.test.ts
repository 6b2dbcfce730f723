import { expect, test, type Page } from '@playwright/test';
import { clinicPage, makeLink } from './clinician.ts';
import { OwnServer } from './own_server.ts';
import { checkIn, installed, newName, signIn, signUp, synced } from './patient.ts';

const JO = '+44 (0)1632 / 960 001';

async function writePlan(page: Page, sign: string): Promise<void> {
  await page.goto('/safety-plan/edit');
  await page.getByLabel('How I notice that it is getting hard').fill(sign);
  await page.getByLabel('What I live for').fill('The garden in spring\nNora’s play');
  await page.getByLabel('Name').fill('Jo');
  await page.getByLabel('Telephone number').fill(JO);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'My safety plan' })).toBeVisible();
  await expect(page.getByText(sign)).toBeVisible();
}

async function helpCard(page: Page) {
  await page.getByRole('button', { name: 'Help now' }).click();
  return page.getByRole('dialog');
}

test('a safety plan is on the help card, whose people are called by a tap, with the server killed too', async ({
  browser,
}) => {
  const server = new OwnServer();
  try {
    const page = await (await browser.newContext({ baseURL: await server.start() })).newPage();
    await signUp(page);
    await writePlan(page, 'I stop answering messages');
    await synced(page);
    await installed(page);
    await server.kill();
    await page.goto('/timeline');
    const card = await helpCard(page);
    const call = card.getByRole('link', { name: 'Call Jo' });
    await expect(call).toHaveAttribute('href', 'tel:+441632960001');
    await expect(card.getByText(JO)).toBeVisible();
    await card.getByText('My whole plan').click();
    await expect(card.getByText('I stop answering messages')).toBeVisible();
    await expect(card.getByText('Nora’s play')).toBeVisible();
  } finally {
    await server.remove();
  }
});

test('a plan that was written offline reaches another device, and goes when it is deleted', async ({
  page,
  browser,
}) => {
  const name = await signUp(page);
  await installed(page);
  await page.context().setOffline(true);
  await writePlan(page, 'I stop answering messages');
  await page.context().setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await synced(page);
  const laptop = await (await browser.newContext()).newPage();
  await signIn(laptop, name);
  await synced(laptop);
  await expect((await helpCard(laptop)).getByRole('link', { name: 'Call Jo' })).toBeVisible();

  await page.goto('/safety-plan/edit');
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('link', { name: 'Write my plan' })).toBeVisible();
  await synced(page);
  await laptop.reload();
  await synced(laptop);
  await expect((await helpCard(laptop)).getByRole('link', { name: 'Call Jo' })).toHaveCount(0);

  // Written anew it is a plan again, without a question.
  await writePlan(page, 'I sleep by day');
  await synced(page);
  await expect(page.getByRole('link', { name: /to look at/ })).toHaveCount(0);
});

test('of two plans that two devices wrote offline none is lost, and both can become one', async ({
  page,
  browser,
}) => {
  const name = newName();
  await signUp(page, name);
  const laptop = await (await browser.newContext()).newPage();
  await signIn(laptop, name);
  await installed(page);
  await page.context().setOffline(true);
  await writePlan(laptop, 'I sleep by day');
  await synced(laptop);
  await writePlan(page, 'I stop answering messages');
  await page.context().setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.getByRole('link', { name: 'Look at both' }).click();
  await expect(page.getByText(/I sleep by day/)).toBeVisible();
  await page.getByRole('button', { name: 'Put both into one plan' }).click();
  await expect(page.getByText('Everything is settled.')).toBeVisible();
  await synced(page);
  await laptop.goto('/safety-plan');
  await synced(laptop);
  await expect(laptop.getByText('I stop answering messages')).toBeVisible();
  await expect(laptop.getByText('I sleep by day')).toBeVisible();
  await expect(laptop.getByRole('link', { name: 'Call Jo' })).toHaveCount(1);
});

test('a safety plan is on the page of a link only where it was ticked', async ({
  page,
  browser,
}) => {
  await signUp(page);
  await checkIn(page, 6);
  await writePlan(page, 'canary sign');
  await synced(page);
  const clinic = await clinicPage(browser);
  for (const include of [[], ['Safety plan']]) {
    const { link } = await makeLink(page, { measures: ['Low mood'], include });
    await clinic.goto('about:blank');
    await clinic.goto(link);
    await expect(clinic.getByRole('rowheader', { name: /Low mood/ })).toBeVisible();
    const shown = include.length > 0;
    for (const words of ['canary sign', 'Safety plan', JO]) {
      await expect(clinic.getByText(words).first()).toBeVisible({ visible: shown });
    }
  }
});

test('a plan begun and not saved is still there, and signing out takes plan and draft', async ({
  page,
}) => {
  await signUp(page);
  await writePlan(page, 'I stop answering messages');
  await synced(page);
  await page.goto('/safety-plan/edit');
  await page.getByLabel('Places where it is easier').fill('The library');
  await page.waitForTimeout(300);
  await page.goto('/settings');
  await page.goto('/safety-plan/edit');
  await expect(page.getByLabel('Places where it is easier')).toHaveValue('The library');
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Create a journal' })).toBeVisible();
  // In the very tab that knew it.
  const card = await helpCard(page);
  await expect(card.getByRole('link').first()).toBeVisible();
  for (const words of ['Call Jo', 'my safety plan', JO])
    await expect(card).not.toContainText(words);
});
