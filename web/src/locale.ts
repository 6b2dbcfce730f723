/** The language of the app: the one chosen on this device, else the browser's, else English. */
import { onDevice } from './browser_store.ts';
import { baseLocale, isLocale, locales, type Locale } from '../paraglide/runtime.js';

export type { Locale };

export const LOCALES: readonly Locale[] = locales;

const CHOSEN = 'locale';

export function getLocale(): Locale {
  const wished = [onDevice.get(CHOSEN), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wished.find(isLocale) ?? baseLocale;
}

export function chooseLocale(locale: Locale): void {
  onDevice.set(CHOSEN, locale);
}
