/** What a form does: one try at a time, and why one failed is said in words, with what was typed kept. */

type Work = () => Promise<unknown>;

interface Manner {
  /** After a try went well, further ones do nothing. */
  once: boolean;
  wordsFor: (cause: unknown) => string | Promise<string>;
  ondone?: () => void;
  onfault?: () => void;
}

/** Call it while a component is set up. */
export function attempting({ once, wordsFor, ondone, onfault }: Manner) {
  let fault = $state<string>();
  let busy = $state(false);
  let over = false;

  /** Never throws. Work that answers `false` has done nothing. */
  async function attempt(work: Work): Promise<void> {
    if (busy || over) return;
    [busy, fault] = [true, undefined];
    try {
      const done = (await work()) !== false;
      over = once && done;
      if (done) ondone?.();
    } catch (cause) {
      onfault?.();
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
    get busy() {
      return busy;
    },
    attempt,
    /** Sends a form: what is missing is shown in its field, otherwise `work` is done. */
    async submit(event: SubmitEvent, work: Work): Promise<void> {
      event.preventDefault();
      const form = event.currentTarget as HTMLFormElement;
      if (form.checkValidity()) return attempt(work);
      fault = await lackOf(form);
      form.addEventListener('input', () => (fault = undefined), { once: true });
    },
  };
}

/** Leads to the first field that cannot be sent as it is; answers what is wrong with it. */
export async function lackOf(form: HTMLFormElement): Promise<string | undefined> {
  const { showFault } = await import('./show_fault.ts');
  return showFault(form);
}
