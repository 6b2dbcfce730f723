/**
 * Drawings for sheets, which nobody tells how wide they are. They must be there before anything is printed:
 * what changes in `beforeprint` comes onto the sheet in no browser, for Firefox and Chromium run no
 * microtask until it is over, and no Trusted Types policy, which Svelte asks for each new drawing.
 */
import { flushSync } from 'svelte';

let wanted = $state(false);

export const forPaper = {
  /** Whether each chart is drawn for sheets, too. */
  get wanted(): boolean {
    return wanted;
  },
};

/** Draws every chart for sheets, at once and from then on. */
export function drawForPaper(): void {
  if (!wanted) flushSync(() => (wanted = true));
}
