/** How a page begins; where it cannot, public/unloaded.js has words that are there whatever is not. */
import { mount, type Component } from 'svelte';

/** Puts into the page what `ready` makes ready. Every browser must know the words of this file: no `await` outside. */
export async function starting(id: string, ready: () => Promise<Component>): Promise<void> {
  const target = document.getElementById(id);
  if (!target) throw new Error(`the page has no #${id}`);
  try {
    const page = await ready();
    // What was said too early, of a failure that was none.
    target.replaceChildren();
    mount(page, { target });
  } catch (cause) {
    target.replaceChildren();
    dispatchEvent(new CustomEvent('unloaded', { detail: cause }));
    throw cause;
  }
}
