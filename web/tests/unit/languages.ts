/** The app's sentences in each language, for tests of what is said. */
import { m } from '#messages';
import { LANGUAGES } from '../languages.ts';

const FILES = import.meta.glob<typeof m>('../../paraglide/messages/[a-z]*.js');

/** Each of them. */
export const EVERY_LANGUAGE = LANGUAGES;

/** From now on `m` speaks this language. */
export const speak = async (language: string) =>
  Object.assign(m, await FILES[`../../paraglide/messages/${language}.js`]?.());
