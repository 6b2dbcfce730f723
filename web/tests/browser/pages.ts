/** Every page there is, for what must hold on each of them. */
import { expect, type Page } from '@playwright/test';

/** Before signing in. */
export const OPEN = ['/', '/sign-in', '/sign-up', '/recover'];

export const JOURNAL = [
  '/',
  '/treatments',
  '/treatments/new',
  '/timeline',
  '/relief',
  '/relief/guide',
  '/events/new',
  '/settings',
  '/settings/measures',
  '/settings/measures/new',
  '/settings/reminders',
  '/settings/conditions',
  '/questionnaires',
  '/questionnaires/phq_9',
  '/questionnaires/who_5/total',
  '/settings/questionnaires',
  '/settings/import',
  '/safety-plan',
  '/safety-plan/edit',
  '/share',
  '/share/new',
  '/unsettled',
  '/nowhere',
];

/**
 * Opens one page after the other and looks at each once it stands still: the first by loading the
 * app, the others by a link, as people do, which takes a fifth of the time.
 */
export async function eachPage(
  page: Page,
  paths: readonly string[],
  look: (path: string) => Promise<void>,
): Promise<void> {
  await page.addInitScript(countFetches);
  for (const [index, path] of paths.entries()) {
    if (index === 0) await page.goto(path);
    else await page.evaluate(follow, path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.evaluate(untilStill);
    await look(path);
  }
}

type Counting = Window & { fetching?: number };

/** How many answers the page waits for. */
function countFetches(): void {
  const counting = window as Counting;
  if (counting.fetching !== undefined) return;
  counting.fetching = 0;
  const { fetch } = window;
  window.fetch = async (...given) => {
    counting.fetching = (counting.fetching ?? 0) + 1;
    try {
      return await fetch(...given);
    } finally {
      counting.fetching -= 1;
    }
  };
}

/** Goes on when the page before has left. */
async function follow(path: string): Promise<void> {
  const before = document.querySelector('h1');
  const link = Object.assign(document.createElement('a'), { href: path });
  document.body.append(link);
  link.click();
  link.remove();
  const patience = Date.now() + 10_000;
  while (before?.isConnected || !document.querySelector('h1')) {
    if (Date.now() > patience) throw new Error(`${path} was not shown`);
    await new Promise(requestAnimationFrame);
  }
}

/** Goes on when no answer is waited for, and nothing has changed for a moment. */
async function untilStill(): Promise<void> {
  const A_MOMENT_MS = 100;
  let changed = Date.now();
  const observer = new MutationObserver(() => (changed = Date.now()));
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  observer.observe(document, all);
  while ((window as Counting).fetching || Date.now() - changed < A_MOMENT_MS)
    await new Promise(requestAnimationFrame);
  observer.disconnect();
}
