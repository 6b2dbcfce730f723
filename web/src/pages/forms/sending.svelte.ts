/** The one way to ask the server for something: every failure is said beside the button. */
import { attempting } from './attempting.svelte.ts';
import { requestFault } from './request_fault.ts';

/** `wordsFor`: why it failed, for a caller that knows more of it. Call it while a component is set up. */
export const sending = (wordsFor: (cause: unknown) => Promise<string> = requestFault) =>
  attempting({ once: false, wordsFor });
