/** The sentences of all pages but those of a first visit, by part and language. */
import type { Files, Part } from './messages.ts';

export const OTHERS: Partial<Record<Part, Files>> = {
  welcome: import.meta.glob('../paraglide/messages/[a-z]*.js', { query: '?part=welcome' }),
  journal: import.meta.glob('../paraglide/messages/[a-z]*.js', { query: '?part=journal' }),
  guide: import.meta.glob('../paraglide/messages/[a-z]*.js', { query: '?part=guide' }),
  notices: import.meta.glob('../paraglide/messages/[a-z]*.js', { query: '?part=notices' }),
  said: import.meta.glob('../paraglide/messages/[a-z]*.js', { query: '?part=said' }),
};
