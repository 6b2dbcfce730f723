/** The one way to save on this device: once, and every failure is said beside the button. */
import { onDestroy } from 'svelte';
import { m } from '#messages';
import { settleUnsaved, syncNow, unsaved } from '#data/sync.svelte.ts';
import { attempting } from './attempting.svelte.ts';

/** `again`: the page stays, and may save once more. Call it while a component is set up. */
export function saving({ again = false } = {}) {
  onDestroy(settleUnsaved);
  return attempting({
    once: !again,
    wordsFor,
    ondone: () => void syncNow(),
    onfault: unsaved,
  });
}

async function wordsFor(cause: unknown): Promise<string> {
  try {
    const { saveFaultText } = await import('./fault_text.ts');
    return await saveFaultText(cause);
  } catch {
    return m.save_failed();
  }
}
