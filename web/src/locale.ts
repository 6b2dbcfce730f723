/** The language of the app: one in the address, else the one chosen on this device, the browser's, or English. */
import { baseLocale, locales } from '../project.inlang/settings.json';
import type { Locale } from '../paraglide/runtime.js';
import { onDevice } from './browser_store.ts';

export type { Locale };

export const LOCALES = locales as readonly Locale[];

const CHOSEN = 'locale';

/** The language of a tag alone: `pt` of `pt-BR`. */
export const languageOf = (tag: string): string => tag.toLowerCase().replace(/-.*/, '');

/** The language of the app that is spoken nearest to a tag: `pt-BR` for somebody from Portugal. */
const nearest = (tag: string | null) =>
  LOCALES.find((locale) => locale === tag) ??
  LOCALES.find((locale) => tag && languageOf(locale) === languageOf(tag));

export function getLocale(): Locale {
  const named = new URLSearchParams(globalThis.location?.search).get('language');
  const wished = [named, onDevice.get(CHOSEN), ...navigator.languages];
  return wished.map(nearest).find(Boolean) ?? (baseLocale as Locale);
}

export function chooseLocale(locale: Locale): void {
  onDevice.set(CHOSEN, locale);
}
