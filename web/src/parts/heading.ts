/** Readers hear where they are by the focus; a heading has it then, and is no stop of the tab key. */

/** A reader that still looks for what was focused before, and is gone, would not say what is focused next. */
const SETTLED_MS = 300;

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

/** Of the heading of a page, or of its next step: it is said when it is new. */
export function announce(heading: HTMLElement): void {
  if (used) focusOnce(heading);
}

/** Focuses a heading once the page stands, unless somebody goes on meanwhile. */
export function focusOnce(heading: HTMLElement): void {
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    // What can be focused is called clickable.
    heading.addEventListener('blur', () => heading.removeAttribute('tabindex'), { once: true });
  }, SETTLED_MS);
}
