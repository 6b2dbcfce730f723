/** The language of the app: the one chosen on this device, else the browser's, else English. */
import { baseLocale, isLocale, type Locale } from '../paraglide/runtime.js';

export type { Locale };

const CHOSEN = 'locale';

export function getLocale(): Locale {
  const wished = [
    localStorage.getItem(CHOSEN),
    ...navigator.languages.map((tag) => tag.slice(0, 2)),
  ];
  return wished.find(isLocale) ?? baseLocale;
}

export function chooseLocale(locale: Locale): void {
  localStorage.setItem(CHOSEN, locale);
}
