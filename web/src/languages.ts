/** What the menu says of each language, from the one list of them all. */
import settings from '../project.inlang/settings.json';
import { LOCALES, type Locale } from './locale.ts';

/** Those which nobody whose mother tongue they are has read yet, with the word "draft" in each. */
const DRAFTS: Partial<Record<Locale, string>> = settings.drafts;

export const isDraft = (locale: Locale): boolean => locale in DRAFTS;

/** Each in its own language: whoever landed in the wrong one can find the way back. */
export const MENU = LOCALES.map((locale) => {
  const name = new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? locale;
  const named = `${name.charAt(0).toLocaleUpperCase(locale)}${name.slice(1)}`;
  const draft = DRAFTS[locale];
  return { value: locale, label: draft ? `${named} (${draft})` : named };
});
