/** Readers hear where they are; the heading is not a stop of the tab key. */
export function focusHeading(): void {
  document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
}
