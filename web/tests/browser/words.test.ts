/** The pages of a narrow phone in each language: no word is cut, and no button takes more than two lines. */
import { expect, test } from '@playwright/test';
import { LANGUAGES } from '../languages.ts';
import { JOURNAL, OPEN, eachPage } from './pages.ts';
import { signIn } from './patient.ts';
import { STATES, patientWith } from './states.ts';

test.setTimeout(180_000);

/** Buttons, links that look like them and tabs: those of more than two lines, or with a word that is cut. */
function unfit(): string[] {
  const linesOf = (element: Element) => {
    const range = document.createRange();
    const tops = new Set<number>();
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      if (!text.textContent?.trim() || text.parentElement?.closest('.unseen')) continue;
      range.selectNodeContents(text);
      for (const { top, width } of range.getClientRects())
        if (width > 1) tops.add(Math.round(top / 4));
    }
    return tops.size;
  };
  const isCut = (element: Element) => element.scrollWidth > element.clientWidth + 1;
  const most = (element: Element) => (element.closest('nav') ? 1 : 2);
  return [...document.querySelectorAll<HTMLElement>('button, .button, nav a')]
    .filter((element) => element.offsetParent !== null)
    .filter((element) => linesOf(element) > most(element) || isCut(element))
    .map((element) => element.innerText.trim());
}

const isWide = () => document.documentElement.scrollWidth > innerWidth + 1;

for (const language of LANGUAGES) {
  test(`every page fits a narrow phone, ${language}`, async ({ page, browser, request }) => {
    await signIn(page, await patientWith(request, STATES['monthly maintenance, fading']));
    const state = await page.context().storageState({ indexedDB: true });
    for (const [storageState, paths] of [
      [state, JOURNAL],
      [{ cookies: [], origins: [] }, OPEN],
    ] satisfies [typeof state, string[]][]) {
      const baseURL = test.info().project.use.baseURL ?? '';
      const context = await browser.newContext({ storageState, locale: language, baseURL });
      const reader = await context.newPage();
      await eachPage(reader, paths, async (path) => {
        await expect(reader.locator('html')).toHaveAttribute('lang', language);
        expect.soft(await reader.evaluate(unfit), path).toEqual([]);
        expect.soft(await reader.evaluate(isWide), path).toBe(false);
        const folder = process.env['AFTERGLOW_PICTURES'];
        if (folder)
          await reader.screenshot({
            path: `${folder}/${language}${path.replaceAll('/', '_')}.png`,
            fullPage: true,
          });
      });
      await context.close();
    }
  });
}
