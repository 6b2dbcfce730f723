/** The look: as the device has it, or chosen. public/theme.js applies it before the first paint. */

import { onDevice } from '#browser_store';

export const THEMES = ['device', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export function chosenTheme(): Theme {
  const kept = onDevice.get('theme');
  return THEMES.find((theme) => theme === kept) ?? 'device';
}

export function chooseTheme(theme: Theme): void {
  if (theme === 'device') {
    onDevice.remove('theme');
    delete document.documentElement.dataset['theme'];
  } else {
    onDevice.set('theme', theme);
    document.documentElement.dataset['theme'] = theme;
  }
}
