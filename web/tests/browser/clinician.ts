/** What a clinician does, and what a patient does for them, as the tests say it. */
import { expect, type Browser, type Page } from '@playwright/test';

export interface Wish {
  measures: string[];
  include?: string[];
  passcode?: string;
  /** Whose it is. */
  whose?: { name: string; birth: string };
}

/** Makes a link in the app; answers its address and its SMART Health Link. */
export async function makeLink(page: Page, { measures, include = [], passcode, whose }: Wish) {
  await page.goto('/share/new');
  await page.getByLabel('Who is it for?').fill('Dr Weber, next visit');
  for (const name of [...measures, ...include])
    await page.getByLabel(name, { exact: true }).check();
  if (whose) {
    await page.getByLabel('Say whose it is').check();
    await page.getByLabel('Name', { exact: true }).fill(whose.name);
    await page.getByLabel('Date of birth').fill(whose.birth);
  }
  if (passcode) await page.getByLabel('Passcode, if you like').fill(passcode);
  await page.getByRole('button', { name: 'Make a link' }).click();
  await expect(page.getByRole('heading', { name: 'For their system' })).toBeVisible();
  const [link = '', smart = ''] = await page.locator('.link').allInnerTexts();
  return { link, smart };
}

/** The old desktop of a clinic, where nobody has been signed in. */
export async function clinicPage(browser: Browser, colorScheme: 'light' | 'dark' = 'light') {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme,
    reducedMotion: 'reduce',
  });
  return context.newPage();
}

export async function endLink(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'End this link' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End this link' }).click();
  await expect(page.getByText(/^Ended on/)).toBeVisible();
}
