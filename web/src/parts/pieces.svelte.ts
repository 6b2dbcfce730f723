/** Lets a long page come in pieces, each drawn before the next: what is seen first is there first. */
import { flushSync } from 'svelte';
import { painted } from './painted.ts';

/** How many of `count` pieces are there by now. Call it while a component is set up. */
export function pieces(count: number): { readonly shown: number } {
  let shown = $state(1);
  $effect(() => {
    let left = false;
    // A sheet has all of them.
    const all = () => flushSync(() => (shown = count));
    addEventListener('beforeprint', all);
    void (async () => {
      for (let next = 2; next <= count; next += 1) {
        await painted();
        if (left) return;
        shown = Math.max(shown, next);
      }
    })();
    return () => {
      left = true;
      removeEventListener('beforeprint', all);
    };
  });
  return {
    get shown() {
      return shown;
    },
  };
}
