import { expect, test, type Page, type TestInfo } from '@playwright/test';
import { programOf } from './api.ts';
import { findings } from './axe.ts';
import { clinicPage } from './clinician.ts';
import { signIn } from './patient.ts';
import { MEASURES, patientWith, STATES } from './states.ts';

const SCREENS = [
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
];
const THEMES = ['light', 'dark'] as const;

/** Whatever tells of relief, of an effect or of its size. */
const RELIEF = /first seen|eased|relief (has )?lasted|% better|improvement on before/i;
const NO_RELIEF = /no relief|no effect|did not (work|help)/i;

/** What Relief says in each state, and what it must not say. */
const SAID: Record<keyof typeof STATES, { says: RegExp; never: RegExp[] }> = {
  'day 1': { says: /planned|treatment/i, never: [RELIEF, NO_RELIEF] },
  'two hours after a first treatment': { says: /too early/i, never: [RELIEF, NO_RELIEF] },
  'day 8': { says: /first seen (within|between)/i, never: [NO_RELIEF, /0 days/] },
  'a course of six in the middle': { says: /first seen (within|between)/i, never: [NO_RELIEF] },
  'monthly maintenance, fading': { says: /first seen (within|between)/i, never: [NO_RELIEF] },
  'no effect': { says: /no improvement can be told/i, never: [RELIEF, NO_RELIEF] },
  'a journal begun on the day of the first treatment': {
    says: /too few days|nothing to compare/i,
    never: [RELIEF, NO_RELIEF],
  },
};

/** As it is seen in light and dark, on a phone and on a desk: kept with the results, to look at. */
async function pictures(page: Page, name: string, info: TestInfo) {
  for (const screen of SCREENS) {
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(screen);
      const size = () => page.evaluate(() => document.documentElement.scrollHeight);
      const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
      // What was drawn for another width is drawn anew first.
      const softly = expect.configure({ soft: true });
      await softly.poll(wide, `${name} on ${screen.width}`).toBeLessThanOrEqual(screen.width);
      // As high as the page, so that what is drawn when it comes near is drawn.
      await page.setViewportSize({ ...screen, height: Math.max(screen.height, await size()) });
      await expect(page.locator('figure .plot:empty')).toHaveCount(0);
      const title = `${name}, ${colorScheme}, ${screen.width}×${screen.height}`;
      const path = info.outputPath(`${title.replaceAll(/\W+/g, '_')}.png`);
      await page.screenshot({ path, animations: 'disabled' });
      await info.attach(title, { path, contentType: 'image/png' });
    }
  }
}

for (const [state, journal] of Object.entries(STATES)) {
  test(`the pages of a journal on ${state} say what is so, and no more`, async ({
    page,
    request,
    browser,
  }, info) => {
    const { says, never } = SAID[state as keyof typeof STATES];
    // Three pages, each in four pictures.
    test.slow();
    const name = await patientWith(request, journal);
    await signIn(page, name);
    await page.goto('/relief');
    const main = page.getByRole('main');
    await expect(main).toContainText(says);
    for (const words of never) await expect(main).not.toContainText(words);
    expect.soft(await findings(page), state).toEqual([]);
    await pictures(page, 'Relief', info);
    await page.goto('/timeline');
    await expect(page.getByRole('figure').first()).toBeVisible();
    await pictures(page, 'Timeline', info);
    const ask = await programOf(request, name);
    const data = { label: 'Dr Weber', measures: Object.keys(MEASURES) };
    const { url } = await ask<{ url: string }>('post', '/shares', data);
    const clinic = await clinicPage(browser);
    await clinic.goto(url);
    await expect(clinic.locator('main section').first()).toContainText('Where things stand');
    await expect(clinic.getByRole('main')).not.toContainText(NO_RELIEF);
    expect.soft(await findings(clinic), state).toEqual([]);
    await pictures(clinic, 'Clinician', info);
  });
}
