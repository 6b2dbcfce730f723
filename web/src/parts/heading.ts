/** Readers hear where they are by the focus; a heading has it then, and is no stop of the tab key. */

/** A reader that still looks for what was focused before, and is gone, would not say what is focused next. */
const SETTLED_MS = 300;
/** So long what was said stays to be said. */
const SAID_MS = 5000;

/** Whether anything was done here: a page that was just loaded is read by the reader itself. */
let used = false;
let timer = 0;

// Whoever goes on by themselves keeps the focus. That it moved is no sign of that: readers move it, too.
for (const type of ['keydown', 'pointerdown', 'click', 'input', 'popstate'])
  addEventListener(
    type,
    () => {
      used = true;
      clearTimeout(timer);
    },
    true,
  );

const region = document.createElement('p');
region.className = 'unseen';
region.setAttribute('aria-live', 'polite');
document.body.append(region);

/** Of the heading of a page, or of its next step: it is said when it is new. */
export function announce(heading: HTMLElement): void {
  if (used) focusOnce(heading);
}

/** Focuses a heading once the page stands, unless somebody goes on meanwhile. */
export function focusOnce(heading: HTMLElement): void {
  const before = document.activeElement;
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    // What can be focused is called clickable.
    heading.addEventListener('blur', () => heading.removeAttribute('tabindex'), { once: true });
    // A reader may have gone there by itself and silently when what was focused went away.
    if (before === document.body || !before?.isConnected) say(heading.textContent);
  }, SETTLED_MS);
}

function say(words: string): void {
  region.textContent = words;
  setTimeout(() => region.replaceChildren(), SAID_MS);
}
