/**
 * The country that was chosen on this device, and the time zone it was chosen in: somebody who has
 * travelled since then is asked once more. Before signing in it is all there is.
 */

import { onDevice } from '#browser_store';

const KEY = 'country';

export interface ChosenCountry {
  country: string;
  zone: string;
}

export function deviceZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** What was chosen; nothing where the browser keeps nothing. */
export function chosenCountry(): ChosenCountry | undefined {
  const [country, zone] = onDevice.get(KEY)?.split(' ') ?? [];
  return country && zone ? { country, zone } : undefined;
}

/** The card works without it: a browser that keeps nothing is asked again next time. */
export function chooseCountry(country: string): void {
  onDevice.set(KEY, `${country} ${deviceZone()}`);
}
