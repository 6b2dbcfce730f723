/** Every sentence of the app, in the one language in use; the other languages are not fetched. */
import { getLocale, type Locale } from './locale.ts';

type Messages = typeof import('../paraglide/messages.js').m;

const LANGUAGES: Record<Locale, () => Promise<unknown>> = {
  en: () => import('../paraglide/messages/en.js'),
  es: () => import('../paraglide/messages/es.js'),
  de: () => import('../paraglide/messages/de.js'),
  fr: () => import('../paraglide/messages/fr.js'),
};

/** Set before the first component is made. Tables of messages hold functions that look here. */
export let m: Messages;

export async function loadMessages(): Promise<void> {
  m = (await LANGUAGES[getLocale()]()) as Messages;
}
