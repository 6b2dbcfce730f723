/** The one way to save: once, and every failure is said beside the button, with what was typed kept. */
import { onDestroy } from 'svelte';
import { m } from '#messages';
import { settleUnsaved, syncNow, unsaved } from '#data/sync.svelte.ts';

type Work = () => Promise<unknown>;

/** Call it while a component is set up. */
export function saving() {
  let fault = $state<string>();
  let busy = false;
  let done = false;
  onDestroy(settleUnsaved);

  /**
   * Writes to the journal; after it went well, further calls do nothing. Never throws. Work that
   * answers `false` has written nothing.
   */
  async function attempt(work: Work): Promise<void> {
    if (busy || done) return;
    [busy, fault] = [true, undefined];
    try {
      done = (await work()) !== false;
      if (done) void syncNow();
    } catch (cause) {
      unsaved();
      fault = await wordsFor(cause);
    } finally {
      busy = false;
    }
  }

  return {
    /** What went wrong last. */
    get fault() {
      return fault;
    },
    attempt,
    /** Sends a form: what is missing is shown in its field, otherwise `work` is done. */
    async submit(event: SubmitEvent, work: Work): Promise<void> {
      event.preventDefault();
      const form = event.currentTarget as HTMLFormElement;
      if (form.checkValidity()) return attempt(work);
      const { showFault } = await import('./show_fault.ts');
      fault = showFault(form);
      form.addEventListener('input', () => (fault = undefined), { once: true });
    },
  };
}

export type Saving = ReturnType<typeof saving>;

async function wordsFor(cause: unknown): Promise<string> {
  try {
    const { saveFaultText } = await import('./fault_text.ts');
    return await saveFaultText(cause);
  } catch {
    return m.save_failed();
  }
}
