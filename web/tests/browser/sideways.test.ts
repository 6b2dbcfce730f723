import { expect, test, type Page } from '@playwright/test';
import { clinicPage, makeLink } from './clinician.ts';
import { eachPage, JOURNAL, OPEN } from './pages.ts';
import { checkIn, signUp, synced } from './patient.ts';

// How the pages look is the same without it, and each journal would wait for it to keep the app.
test.use({ serviceWorkers: 'block' });

/** A phone with a notch, held sideways. */
const NOTCH = { left: 47, right: 47, top: 0, bottom: 21 };
const SIZES = [
  { width: 844, height: 390 },
  { width: 932, height: 430 },
];

async function sideways(page: Page, size: (typeof SIZES)[number]) {
  await page.setViewportSize(size);
  const session = await page.context().newCDPSession(page);
  const insets = {
    ...NOTCH,
    leftMax: NOTCH.left,
    rightMax: NOTCH.right,
    topMax: NOTCH.top,
    bottomMax: NOTCH.bottom,
  };
  await session.send('Emulation.setSafeAreaInsetsOverride', { insets });
}

/** Whatever is to be read or tapped, and lies under the notch. */
const covered = (page: Page) =>
  page.evaluate(({ left, right }) => {
    const found: string[] = [];
    const things =
      'a, button, input, select, textarea, h1, h2, h3, p, label, li, summary, svg text';
    for (const thing of document.querySelectorAll(things)) {
      const box = thing.getBoundingClientRect();
      if (box.width < 2 || box.height < 2 || thing.closest('.unseen, .skip, .sky')) continue;
      if (thing.closest('.scroll')) continue;
      if (box.left < left - 0.5 || box.right > innerWidth - right + 0.5)
        found.push(`${thing.tagName} ${thing.textContent.trim().slice(0, 30)} ${box.left}`);
    }
    return found;
  }, NOTCH);

test('held sideways, nothing lies under the notch', async ({ page, browser }) => {
  test.slow();
  for (const size of SIZES) {
    await sideways(page, size);
    await eachPage(page, OPEN, async (path) => {
      expect(await covered(page), `${path} at ${size.width}`).toEqual([]);
    });
  }
  await signUp(page);
  await checkIn(page, 6);
  await synced(page);
  const { link } = await makeLink(page, { measures: ['Low mood'] });
  for (const size of SIZES) {
    await sideways(page, size);
    await eachPage(page, JOURNAL, async (path) => {
      expect(await covered(page), `${path} at ${size.width}`).toEqual([]);
    });
    await page.getByRole('button', { name: 'Help now' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    const box = await page.getByRole('dialog').boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(NOTCH.left);
    await page.keyboard.press('Escape');
    const clinic = await clinicPage(browser);
    await sideways(clinic, size);
    await clinic.goto(link);
    await expect(clinic.getByRole('rowheader', { name: /Low mood/ })).toBeVisible();
    expect(await covered(clinic), `the link at ${size.width}`).toEqual([]);
    await clinic.close();
  }
});
