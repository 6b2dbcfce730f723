/** Every sentence of the app, in the one language in use; the other languages are not fetched. */
import { getLocale } from './locale.ts';

type Messages = typeof import('../paraglide/messages.js').m;

/** Which sentences come together after the first ones; vite.config.ts says whose they are. */
export type Part = 'help' | 'door' | 'welcome' | 'journal' | 'guide' | 'notices' | 'said';
/** A file that is cut is one object (build/parts.js), else it exports every sentence. */
export type File = { default?: object };
type Files = Record<string, () => Promise<File>>;

/** A file of the first sentences knows where the others of its language are (build/parts.js). */
type Spoken = Messages & { WAYS?: Record<Part, Files[string]> };

/** What a first visit needs. */
const FIRST = import.meta.glob<File>('../paraglide/messages/[a-z]*.js', { query: '?part=first' });

/** Filled before the page that says them is made. Tables of messages hold functions that look here. */
export const m = {} as Messages;

/** Takes a part of the sentences, or the first ones alone. */
export async function loadMessages(part?: Part): Promise<void> {
  const { WAYS } = await takeMessages(FIRST);
  if (part) Object.assign(m, (await WAYS?.[part]())?.default);
}

/** Takes the sentences of the language in use out of the files of all. */
export async function takeMessages(files: Files): Promise<Spoken> {
  const file = await files[`../paraglide/messages/${getLocale()}.js`]?.();
  return Object.assign(m, file?.default ?? file);
}

/** A piece of the app that few need, and therefore fetched for them alone, with its sentences. */
export async function withWords<T>(
  fetched: Promise<{ default: T }>,
  part: Part = 'journal',
): Promise<T> {
  const [{ default: piece }] = await Promise.all([fetched, loadMessages(part)]);
  return piece;
}
