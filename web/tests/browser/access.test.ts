import { expect, test } from '@playwright/test';
import { findings } from './axe.ts';
import { eachPage, JOURNAL, OPEN } from './pages.ts';
import { checkIn, signUp } from './patient.ts';
import { LANGUAGES } from '../languages.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any page, ${colorScheme}`, async ({ page }) => {
    // Every page of the app, one after the other.
    test.setTimeout(240_000);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const look = async (path: string) => expect.soft(await findings(page), path).toEqual([]);
    await eachPage(page, OPEN, look);
    await signUp(page);
    await checkIn(page, 7);
    await eachPage(page, JOURNAL, look);
    await page.getByRole('button', { name: 'Help now' }).click();
    expect.soft(await findings(page), 'crisis card').toEqual([]);
  });
}

test('every request of every page stays on this origin', async ({ page, baseURL }) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'blob:' && url.origin !== new URL(baseURL ?? '').origin)
      elsewhere.push(request.url());
  });
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted/.test(message.text())) refused.push(message.text());
  });
  await signUp(page);
  for (const path of JOURNAL) await page.goto(path);
  expect(elsewhere).toEqual([]);
  expect(refused).toEqual([]);
});

for (const locale of LANGUAGES) {
  test(`no page is wider than a screen of 320 pixels, ${locale}`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await signUp(page);
    await page.evaluate((chosen) => localStorage.setItem('locale', chosen), locale);
    await eachPage(page, JOURNAL, async (path) => {
      await expect(page.locator('html')).toHaveAttribute('lang', locale);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect.soft(width, path).toBeLessThanOrEqual(320);
    });
  });
}

test('a whole check-in by keyboard alone, with nothing hidden behind the footer', async ({
  page,
}) => {
  await signUp(page);
  const radios = page.getByRole('radio');
  await radios.first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: '2', exact: true }).first()).toBeChecked();
  const bar = page.getByRole('button', { name: 'Save' });
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    if (await bar.evaluate((button) => button === document.activeElement)) break;
    const covered = await page.evaluate(() => {
      const box = document.activeElement?.getBoundingClientRect();
      const top = document.querySelector('.bar')?.getBoundingClientRect().top ?? Infinity;
      return box ? box.bottom > top + 1 : false;
    });
    expect.soft(covered, `stop ${presses}`).toBe(false);
  }
  await expect(bar).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Saved' })).toBeVisible();
});
