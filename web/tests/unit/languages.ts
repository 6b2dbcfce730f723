/** The app's sentences in each language, for tests of what is said. */
import { m } from '#messages';

const LANGUAGES = {
  en: () => import('../../paraglide/messages/en.js'),
  de: () => import('../../paraglide/messages/de.js'),
  es: () => import('../../paraglide/messages/es.js'),
  fr: () => import('../../paraglide/messages/fr.js'),
};

/** Each of them. */
export const EVERY_LANGUAGE = Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[];

/** From now on `m` speaks this language. */
export const speak = async (language: keyof typeof LANGUAGES) =>
  Object.assign(m, (await LANGUAGES[language]()) as unknown as typeof m);
