import { expect, test, type Page } from '@playwright/test';
import { eachPage, JOURNAL, OPEN } from './pages.ts';
import { answer, checkIn, signUp } from './patient.ts';
import { LANGUAGES } from '../languages.ts';

// How the pages look is the same without it, and each journal would wait for it to keep the app.
test.use({ serviceWorkers: 'block' });

/** So that the timeline and Relief have something to draw. */
async function treated(page: Page): Promise<void> {
  await checkIn(page, 7);
  await page.goto('/treatments/new');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Treatments' })).toBeVisible();
}

/** Opens a page and waits until it stands still. */
const open = (page: Page, path: string) => eachPage(page, [path], async () => {});

/** What lies outside of the screen to the right, and words that lie over other words. */
function misplaced(): string[] {
  const named = (element: Element) =>
    `${element.tagName} ${element.textContent.trim().slice(0, 40)}`;
  const { clientWidth, scrollWidth } = document.documentElement;
  const wide = [...document.querySelectorAll('main *, header *, nav *')].filter(
    (element) => element.getBoundingClientRect().right > clientWidth + 1,
  );
  const words = [...document.querySelectorAll('header span, header p, nav span:last-child, h1')]
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ element, box }) => box.width > 1 && element.textContent.trim() !== '');
  const covered = words.filter(({ element, box }) =>
    words.some(
      (other) =>
        other.element !== element &&
        !other.element.contains(element) &&
        !element.contains(other.element) &&
        other.box.left < box.right - 1 &&
        box.left < other.box.right - 1 &&
        other.box.top < box.bottom - 1 &&
        box.top < other.box.bottom - 1,
    ),
  );
  return [
    ...(scrollWidth > clientWidth ? [`${scrollWidth} of ${clientWidth} pixels`] : []),
    ...wide.map(named),
    ...covered.map(({ element }) => `covered: ${named(element)}`),
  ];
}

/** Words of one line that stand on two. */
function brokenWords(): string[] {
  const broken: string[] = [];
  for (const control of document.querySelectorAll('.button, .tab, nav a, summary')) {
    const texts = document.createTreeWalker(control, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      for (const { 0: word, index } of (texts.currentNode.textContent ?? '').matchAll(/[^\s-]+/g)) {
        const range = document.createRange();
        range.setStart(texts.currentNode, index);
        range.setEnd(texts.currentNode, index + word.length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (lines.size > 1) broken.push(word);
      }
    }
  }
  return broken;
}

for (const locale of LANGUAGES) {
  test(`no word on a button is broken on a phone, ${locale}`, async ({ page }) => {
    const chosen = () => page.evaluate((it) => localStorage.setItem('locale', it), locale);
    await page.goto('/');
    await chosen();
    await eachPage(page, OPEN, async (path) => {
      expect.soft(await page.evaluate(brokenWords), path).toEqual([]);
    });
    await page.evaluate(() => localStorage.removeItem('locale'));
    await signUp(page);
    await treated(page);
    await chosen();
    await eachPage(page, JOURNAL, async (path) => {
      expect.soft(await page.evaluate(brokenWords), path).toEqual([]);
    });
  });
}

for (const [name, viewport, letters] of [
  ['a laptop at 200 %', { width: 640, height: 400 }, 16],
  ['a phone at 200 %', { width: 195, height: 422 }, 16],
  ['a phone with letters twice as large', { width: 390, height: 844 }, 32],
] as const) {
  for (const locale of ['en', 'de']) {
    test(`nothing is cut off or covered on ${name}, ${locale}`, async ({ browser, baseURL }) => {
      const context = await browser.newContext({
        baseURL: baseURL ?? '',
        viewport,
        deviceScaleFactor: 2,
      });
      const page = await context.newPage();
      const client = await context.newCDPSession(page);
      const fontSizes = { standard: letters, fixed: letters };
      await client.send('Page.setFontSizes', { fontSizes });
      await signUp(page);
      await treated(page);
      await page.evaluate((chosen) => localStorage.setItem('locale', chosen), locale);
      await eachPage(page, JOURNAL, async (path) => {
        expect.soft(await page.evaluate(misplaced), path).toEqual([]);
      });
      // One cell of the last question, and the way to save it, can be brought into view whole.
      await open(page, '/');
      for (const control of [
        page.getByRole('radio', { name: /^10(,|$)/ }).last(),
        page.locator('button[type=submit]'),
      ]) {
        await control.scrollIntoViewIfNeeded();
        await control.click({ trial: true });
        await expect(control).toBeInViewport({ ratio: 1 });
      }
      await context.close();
    });
  }
}

/** The contrast of what is drawn or chosen to what is behind it, by what it is. */
function contrasts(): Record<string, number> {
  const channels = (colour: string) => colour.match(/[\d.]+/g)?.map(Number) ?? [];
  const light = (colour: string) => {
    const [r = 0, g = 0, b = 0] = channels(colour).map((part) => {
      const value = part / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string) => {
    const [dark = 0, bright = 0] = [light(a), light(b)].sort((x, y) => x - y);
    return (bright + 0.05) / (dark + 0.05);
  };
  const style = (element: Element) => getComputedStyle(element);
  const ground = style(document.body).backgroundColor;
  const found: Record<string, number> = {};
  const look = (what: string, selector: string, of: (element: Element) => string) => {
    const seen = document.querySelector(selector);
    if (seen) found[what] = contrast(of(seen), ground);
  };
  look('mean', 'figure path.mean', (path) => style(path).stroke);
  look('days', 'figure path.dots', (path) => style(path).stroke);
  look('treatment', 'figure path.drop', (path) => style(path).fill);
  look('axis', 'figure svg text', (text) => style(text).fill);
  look('icon', 'nav svg', (icon) => style(icon).stroke);
  look('strip', '.strip', (strip) =>
    style(strip).outlineStyle === 'none' ? ground : style(strip).outlineColor,
  );
  look('chosen', 'label:has(input:checked) span', (span) => style(span).backgroundColor);
  return found;
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`in colours of the patient’s own choice everything can be seen, ${colorScheme}`, async ({
    browser,
    baseURL,
  }) => {
    const context = await browser.newContext({
      baseURL: baseURL ?? '',
      colorScheme,
      forcedColors: 'active',
    });
    const page = await context.newPage();
    await signUp(page);
    await treated(page);
    await open(page, '/');
    await answer(page, 'How low do you feel?', 4);
    const seen: Record<string, Record<string, number>> = { '/': await page.evaluate(contrasts) };
    for (const path of ['/timeline', '/treatments/new']) {
      await open(page, path);
      seen[path] = await page.evaluate(contrasts);
    }
    expect(Object.keys(seen['/'] ?? {})).toEqual(['icon', 'strip', 'chosen']);
    expect(Object.keys(seen['/timeline'] ?? {})).toEqual([
      'mean',
      'days',
      'treatment',
      'axis',
      'icon',
      'chosen',
    ]);
    // WCAG 1.4.11 asks 3 of what is drawn.
    for (const [path, found] of Object.entries(seen)) {
      for (const [what, contrast] of Object.entries(found)) {
        expect.soft(contrast, `${what} on ${path}`).toBeGreaterThanOrEqual(3);
      }
    }
    await context.close();
  });
}

test('nothing moves for those who asked for that', async ({ page }) => {
  const moving = () => page.evaluate(() => document.getAnimations().length);
  await signUp(page);
  await checkIn(page, 6);
  await page.getByRole('link', { name: 'See the timeline' }).hover();
  expect(await moving()).toBeGreaterThan(0);

  await page.emulateMedia({ reducedMotion: 'reduce' });
  await checkIn(page, 5);
  await page.getByRole('link', { name: 'See the timeline' }).hover();
  expect(await moving()).toBe(0);
  await eachPage(page, JOURNAL, async (path) => {
    expect.soft(await moving(), path).toBe(0);
  });
});

/** Controls that are smaller than a thumb, unless they are words within a sentence. */
function small(): string[] {
  const LEAST = 44;
  for (const details of document.querySelectorAll('details')) details.open = true;
  const controls = document.querySelectorAll<HTMLElement>(
    'a[href], button, input, select, textarea, summary, [tabindex="0"]',
  );
  return [...controls].flatMap((control) => {
    const label = control.matches('[type=checkbox], [type=radio]') && control.closest('label');
    const { width, height, right } = (label || control).getBoundingClientRect();
    // Not there to be touched, or waiting outside of the screen until it is focused.
    if (width === 0 || right < 0 || control.matches('.skip')) return [];
    if (width >= LEAST && height >= LEAST) return [];
    const name = (label || control).textContent.trim().slice(0, 40);
    return [`${control.tagName} ${name} ${width} × ${height}`];
  });
}

/** The narrowest and the widest that tests/run installs: how wide words are must not decide how wide a button is. */
const NARROW = 'Liberation Sans Narrow';
const WIDE = 'DejaVu Sans';

/** The app in a font of this machine, which must be there. */
async function inFont(page: Page, family: string): Promise<void> {
  await page.addInitScript((font) => {
    document.addEventListener('DOMContentLoaded', () => {
      for (const name of ['--sans', '--serif'])
        document.documentElement.style.setProperty(name, `'${font}'`);
    });
  }, family);
  const isThere = await page.evaluate((font) => {
    const context = document.createElement('canvas').getContext('2d');
    const width = (of: string) => {
      if (context) context.font = `16px ${of}`;
      return context?.measureText('Sleep, mood and illness').width;
    };
    return width(`'${font}', monospace`) !== width('monospace');
  }, family);
  expect(isThere, `the font ${family}, which tests/run installs`).toBe(true);
}

for (const [viewport, font] of [
  [{ width: 320, height: 640 }, WIDE],
  [{ width: 390, height: 844 }, NARROW],
  [{ width: 390, height: 844 }, WIDE],
  [{ width: 1280, height: 800 }, NARROW],
] as const) {
  test(`every control has 44 pixels for a thumb, ${viewport.width} wide, in ${font}`, async ({
    page,
  }) => {
    await page.setViewportSize(viewport);
    await inFont(page, font);
    await eachPage(page, OPEN, async (path) => {
      expect.soft(await page.evaluate(small), path).toEqual([]);
    });
    await signUp(page);
    await treated(page);
    await eachPage(page, JOURNAL, async (path) => {
      expect.soft(await page.evaluate(small), path).toEqual([]);
    });
    await page.getByRole('button', { name: 'Help now' }).click();
    expect.soft(await page.evaluate(small), 'crisis card').toEqual([]);
  });
}
