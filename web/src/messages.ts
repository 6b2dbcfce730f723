/** Every sentence of the app, in the one language in use; the other languages are not fetched. */
import { getLocale } from './locale.ts';

type Messages = typeof import('../paraglide/messages.js').m;

/** Which sentences come together; vite.config.ts says whose they are. */
export type Part =
  'first' | 'help' | 'door' | 'welcome' | 'today' | 'journal' | 'guide' | 'notices' | 'visitor';
type Files = Record<string, () => Promise<unknown>>;

const PARTS: Record<Part, Files> = {
  first: import.meta.glob('../paraglide/messages/{en,es,de,fr}.js', { query: '?part=first' }),
  help: import.meta.glob('../paraglide/messages/{en,es,de,fr}.js', { query: '?part=help' }),
  door: import.meta.glob('../paraglide/messages/{en,es,de,fr}.js', { query: '?part=door' }),
  welcome: import.meta.glob('../paraglide/messages/{en,es,de,fr}.js', { query: '?part=welcome' }),
  today: import.meta.glob('../paraglide/messages/{en,es,de,fr}.js', { query: '?part=today' }),
  journal: import.meta.glob('../paraglide/messages/{en,es,de,fr}.js', { query: '?part=journal' }),
  guide: import.meta.glob('../paraglide/messages/{en,es,de,fr}.js', { query: '?part=guide' }),
  notices: import.meta.glob('../paraglide/messages/{en,es,de,fr}.js', { query: '?part=notices' }),
  visitor: import.meta.glob('../paraglide/messages/{en,es,de,fr}.js', { query: '?part=visitor' }),
};

/** Filled before the page that says them is made. Tables of messages hold functions that look here. */
export const m = {} as Messages;

export async function loadMessages(part: Part): Promise<void> {
  Object.assign(m, await PARTS[part][`../paraglide/messages/${getLocale()}.js`]?.());
}

/** A piece of the app that few need, and therefore fetched for them alone, with its sentences. */
export async function withWords<T>(
  fetched: Promise<{ default: T }>,
  part: Part = 'journal',
): Promise<T> {
  const [{ default: piece }] = await Promise.all([fetched, loadMessages(part)]);
  return piece;
}
