import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { checkIn, signUp } from './patient.ts';

const OPEN = ['/', '/sign-in', '/sign-up', '/recover'];
const JOURNAL = [
  '/',
  '/treatments',
  '/treatments/new',
  '/timeline',
  '/relief',
  '/events/new',
  '/settings',
  '/nowhere',
];

async function findings(page: Page) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`,
  );
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any page, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const path of OPEN) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect.soft(await findings(page), path).toEqual([]);
    }
    await signUp(page);
    await checkIn(page, 7);
    for (const path of JOURNAL) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForTimeout(300);
      expect.soft(await findings(page), path).toEqual([]);
    }
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

test('no page is wider than a screen of 320 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await signUp(page);
  for (const path of JOURNAL) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect
      .soft(await page.evaluate(() => document.documentElement.scrollWidth), path)
      .toBeLessThanOrEqual(320);
  }
});
