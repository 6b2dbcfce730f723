/** Every sentence of the app, in the one language in use; the other languages are not fetched. */
import { getLocale } from './locale.ts';

type Messages = typeof import('../paraglide/messages.js').m;

/** Which sentences come together; vite.config.ts says whose they are. */
export type Part =
  'first' | 'help' | 'door' | 'today' | 'welcome' | 'journal' | 'guide' | 'notices' | 'said';
export type Files = Record<string, () => Promise<unknown>>;

/** What a first visit needs; the others are listed in other_messages.ts, which is fetched for them. */
const FIRST: Partial<Record<Part, Files>> = {
  first: import.meta.glob('../paraglide/messages/[a-z]*.js', { query: '?part=first' }),
  help: import.meta.glob('../paraglide/messages/[a-z]*.js', { query: '?part=help' }),
  door: import.meta.glob('../paraglide/messages/[a-z]*.js', { query: '?part=door' }),
  today: import.meta.glob('../paraglide/messages/[a-z]*.js', { query: '?part=today' }),
};

/** Filled before the page that says them is made. Tables of messages hold functions that look here. */
export const m = {} as Messages;

export async function loadMessages(part: Part): Promise<void> {
  const files = FIRST[part] ?? (await import('./other_messages.ts')).OTHERS[part];
  await takeMessages(files ?? {});
}

/** Takes the sentences of the language in use out of the files of all. */
export async function takeMessages(files: Files): Promise<void> {
  Object.assign(m, await files[`../paraglide/messages/${getLocale()}.js`]?.());
}

/** A piece of the app that few need, and therefore fetched for them alone, with its sentences. */
export async function withWords<T>(
  fetched: Promise<{ default: T }>,
  part: Part = 'journal',
): Promise<T> {
  const [{ default: piece }] = await Promise.all([fetched, loadMessages(part)]);
  return piece;
}
