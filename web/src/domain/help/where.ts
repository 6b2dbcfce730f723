/** In which country somebody may be: from what they chose, the time zones and the language. */
import { helpIn, NUMBERED } from './lines.ts';
import zones from './zones.json';

const COUNTRY_OF = new Map(
  Object.entries(zones).flatMap(([country, names]) =>
    names.split(' ').map((name) => [name, country] as const),
  ),
);

/** Every country to choose from, as ISO 3166 codes; Kosovo, which has a number, has no zone of its own. */
export const COUNTRIES: readonly string[] = [...new Set([...Object.keys(zones), ...NUMBERED])];

/** The country of a time zone such as `Europe/Zurich`, also by its earlier names; UTC has none. */
export function countryOfZone(zone: string): string | null {
  return COUNTRY_OF.get(zone) ?? null;
}

/** The country in a language tag such as `de-AT`; `de` and `es-419` name none. */
export function countryOfLanguage(tag: string): string | null {
  try {
    const { region } = new Intl.Locale(tag);
    return region && /^[A-Z]{2}$/.test(region) ? region : null;
  } catch {
    return null;
  }
}

export interface Signs {
  /** What the patient chose, which stays whatever the others say. */
  chosen: string | null;
  /** Whether they chose it in this device's present time zone. */
  confirmed: boolean;
  /** The device's time zone, then the account's where there is one. */
  zones: readonly string[];
  /** The first language of the device, as `en-US`. */
  language: string;
}

export interface Whereabouts {
  country: string | null;
  /** The countries to choose between, where the signs lead to different numbers; else empty. */
  asked: readonly string[];
}

const numbersOf = (country: string) => {
  const { lines, emergency } = helpIn(country);
  return [...lines.map(({ number }) => number), ...emergency].join();
};

/** Where somebody is as far as the signs tell, and between which countries to ask. */
export function whereabouts({ chosen, confirmed, zones, language }: Signs): Whereabouts {
  const signs = [chosen, ...zones.map(countryOfZone), countryOfLanguage(language)];
  const countries = [...new Set(signs.filter((country) => country !== null))];
  const numbers = new Set(countries.map(numbersOf));
  const unclear = !(chosen && confirmed) && numbers.size > 1;
  return { country: countries[0] ?? null, asked: unclear ? countries : [] };
}
