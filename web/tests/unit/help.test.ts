/** Whom the help card names: everywhere somebody, with a number to dial. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  EMERGENCY,
  helpIn,
  inOrder,
  isDialled,
  keyToPress,
  LINES,
  SOURCES,
} from '#domain/help/lines.ts';
import { COUNTRIES, countryOfLanguage, countryOfZone, whereabouts } from '#domain/help/where.ts';
import { LANGUAGES } from '../languages.ts';
import { crisisLinesDocument } from './crisis_lines_document.ts';

const root = new URL('../../../', import.meta.url);

/** Every language that browsers offer, with and without each country, and tags out of the ordinary. */
function languageTags(): string[] {
  const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const pairs = letters.flatMap((one) => letters.map((other) => one + other));
  const languages = pairs.filter((code) => names.of(code));
  const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const countries = pairs.map((code) => code.toUpperCase()).filter((code) => regions.of(code));
  const odd = ['es-419', 'zh-Hant-TW', 'sr-Latn-RS', 'en-001', 'de-CH-1996', 'ca-ES-valencia'];
  const broken = ['', 'x', 'de_DE', 'C', 'undefined', 'en-US-u-hc-h12', 'und'];
  return [...languages, ...countries.map((country) => `en-${country}`), ...odd, ...broken];
}

/** Every zone of this machine's lists, and the names of before that browsers still report. */
function timeZones(): string[] {
  const earlier = ['Asia/Calcutta', 'Europe/Kiev', 'America/Buenos_Aires', 'US/Pacific', 'Iceland'];
  const none = [
    'UTC',
    'Etc/UTC',
    'Etc/GMT+5',
    'GMT',
    'CET',
    '+03:00',
    'Factory',
    'Antarctica/Troll',
  ];
  return [...Intl.supportedValuesOf('timeZone'), ...earlier, ...none, 'Mars/Olympus', ''];
}

const at = (language: string, ...zones: string[]) =>
  whereabouts({ chosen: null, confirmed: false, zones, language });

describe('the help card', () => {
  test('has a number to dial in every language and every time zone', () => {
    const [tags, zones] = [languageTags(), timeZones()];
    expect(tags.length).toBeGreaterThan(350);
    expect(zones.length).toBeGreaterThan(400);
    const silent = (country: string | null) => {
      const { lines, emergency } = helpIn(country);
      return ![...lines.map(({ number }) => number), ...emergency].some(isDialled);
    };
    const silentIn = new Set([null, ...COUNTRIES].filter(silent));
    const without: string[] = [];
    for (const language of tags) {
      for (const zone of zones) {
        const { country, asked } = at(language, zone);
        if (
          [country, ...asked].some((one) => silentIn.has(one) || helpIn(one).emergency.length === 0)
        )
          without.push(`${language} ${zone}`);
      }
    }
    expect(without).toEqual([]);
  }, 60_000);

  test('has one in every country that can be chosen, and in none', () => {
    for (const country of [...COUNTRIES, null, 'ZZ']) {
      expect.soft(helpIn(country).emergency.filter(isDialled), country ?? '').not.toEqual([]);
    }
  });

  test.each([
    ['de-CH', 'Europe/Zurich', 'CH', '143', '144'],
    ['de', 'Europe/Vaduz', 'LI', '143', '144'],
    ['fr', 'Indian/Reunion', 'RE', '3114', '15'],
    ['es-MX', 'America/Mexico_City', 'MX', '800 911 2000', '911'],
    ['es-419', 'America/Buenos_Aires', 'AR', '0800 999 0091', '911'],
    ['es', 'America/Santiago', 'CL', '600 360 7777', '131'],
    ['es-UY', 'America/Montevideo', 'UY', '0800 0767', '911'],
    ['es-US', 'America/Puerto_Rico', 'PR', '988', '911'],
    ['en-US', 'US/Pacific', 'US', '988', '911'],
    ['en', 'Pacific/Guam', 'GU', '988', '911'],
    ['de-AT', 'Europe/Vienna', 'AT', '142', '144'],
    ['fr-BE', 'Europe/Brussels', 'BE', '0800 32 123', '112'],
    ['nl-BE', 'Europe/Brussels', 'BE', '1813', '112'],
    ['nl-NL', 'Europe/Amsterdam', 'NL', '113', '112'],
    ['pt-BR', 'America/Sao_Paulo', 'BR', '188', '192'],
    ['pt-PT', 'Europe/Lisbon', 'PT', '808 24 24 24', '112'],
    ['en-GB', 'Europe/London', 'GB', '116 123', '999'],
  ])('%s in %s: %s, %s and %s', (language, zone, country, line, emergency) => {
    const help = helpIn(at(language, zone).country);
    expect(at(language, zone).country).toBe(country);
    expect(inOrder(help.lines, language.slice(0, 2))[0]?.shown).toBe(line);
    expect(help.emergency[0]).toBe(emergency);
  });

  test('in Belgium begins with the line that speaks the language of the app', () => {
    const first = (language: string) => inOrder(helpIn('BE').lines, language)[0]?.shown;
    expect([first('fr'), first('nl')]).toEqual(['0800 32 123', '1813']);
  });

  test('tells which key to press, and to whom', () => {
    const [us] = helpIn('US').lines;
    const [peru] = helpIn('PE').lines;
    if (!us || !peru) throw new Error('lines are missing');
    expect([keyToPress(us, 'es'), keyToPress(us, 'en'), keyToPress(peru, 'es')]).toEqual([
      '2',
      undefined,
      '5',
    ]);
  });

  test('dials no number with a star, and has another one beside it', () => {
    for (const [country, lines] of Object.entries(LINES)) {
      const typed = lines.filter(({ number }) => !isDialled(number));
      if (typed.length > 0)
        expect.soft(isDialled(inOrder(lines, 'es')[0]?.number ?? ''), country).toBe(true);
    }
    expect(isDialled('*4141')).toBe(false);
  });
});

describe('where somebody is', () => {
  test('is the country of the time zone, also by its earlier names', () => {
    expect(
      [
        'Asia/Calcutta',
        'Asia/Kolkata',
        'Europe/Kyiv',
        'Europe/Kiev',
        'Iceland',
        'US/Pacific',
        'Etc/UTC',
        'CET',
      ].map(countryOfZone),
    ).toEqual(['IN', 'IN', 'UA', 'UA', 'IS', 'US', null, null]);
    const unknown = Intl.supportedValuesOf('timeZone').filter(
      (zone) => !/^(Antarctica|Etc)\/|^(UTC|GMT)/.test(zone) && countryOfZone(zone) === null,
    );
    expect(unknown).toEqual([]);
  });

  test('is read from a language that names a country', () => {
    expect(
      ['de-AT', 'sr-Latn-RS', 'zh-Hant-TW', 'es-419', 'de', ''].map(countryOfLanguage),
    ).toEqual(['AT', 'RS', 'TW', null, null, null]);
  });

  test('is asked where the signs lead to different numbers', () => {
    expect(at('en-US', 'Europe/Berlin')).toEqual({ country: 'DE', asked: ['DE', 'US'] });
    expect(at('de-DE', 'Asia/Tokyo', 'Europe/Berlin')).toEqual({
      country: 'JP',
      asked: ['JP', 'DE'],
    });
    expect(at('de-DE', 'Europe/Berlin', 'America/New_York').asked).toEqual(['DE', 'US']);
  });

  test('is not asked where they lead to the same', () => {
    expect(at('fr-FR', 'Indian/Reunion')).toEqual({ country: 'RE', asked: [] });
    expect(at('en-US', 'Pacific/Guam')).toEqual({ country: 'GU', asked: [] });
    expect(at('de', 'Europe/Berlin', 'UTC')).toEqual({ country: 'DE', asked: [] });
    expect(at('de-DE', 'UTC')).toEqual({ country: 'DE', asked: [] });
    expect(at('de', 'UTC')).toEqual({ country: null, asked: [] });
  });

  test('stays what was chosen, and is asked once more only elsewhere', () => {
    const chosen = { chosen: 'US', zones: ['Europe/Berlin'], language: 'de-DE' };
    expect(whereabouts({ ...chosen, confirmed: true })).toEqual({ country: 'US', asked: [] });
    expect(whereabouts({ ...chosen, confirmed: false })).toEqual({
      country: 'US',
      asked: ['US', 'DE'],
    });
  });
});

describe('the list', () => {
  const rows = [...Object.values(LINES).flat(), ...EMERGENCY];

  test('names the source of every row, and a day only where somebody called', () => {
    for (const { source, checked } of rows) {
      for (const one of source.split(', ')) expect.soft(SOURCES).toHaveProperty(one);
      expect.soft(checked === null || /^\d{4}-\d\d-\d\d$/.test(checked)).toBe(true);
    }
  });

  test('writes numbers as they are dialled, and a country once', () => {
    for (const { number, shown } of Object.values(LINES).flat()) {
      expect.soft(number).toBe(shown.replaceAll(/[ -]/g, ''));
      expect.soft(number).toMatch(/^\*?[0-9]{2,11}$/);
    }
    for (const { numbers } of EMERGENCY) {
      for (const number of numbers) expect.soft(number).toMatch(/^[0-9]{2,4}$/);
    }
    const countries = EMERGENCY.flatMap((row) => row.countries.split(' '));
    expect(new Set(countries).size).toBe(countries.length);
    const offered = new Set(COUNTRIES);
    expect([...countries, ...Object.keys(LINES)].filter((one) => !offered.has(one))).toEqual([]);
  });

  test('stands in docs/crisis-lines.md, to be called before a release', async () => {
    await expect(crisisLinesDocument()).toMatchFileSnapshot('../../../docs/crisis-lines.md');
  });
});

test('no sentence of the card begins with nobody, nothing or never', () => {
  const cold =
    /(^|[.:?] )(nobody|no one|nothing|never|niemand|nichts|nie|nadie|nada|nunca|personne|rien|jamais|niets|nooit|ninguém)\b/i;
  for (const language of LANGUAGES) {
    const words = JSON.parse(
      readFileSync(new URL(`web/messages/${language}.json`, root), 'utf8'),
    ) as Record<string, string>;
    const said = Object.entries(words).filter(([key]) => key.startsWith('crisis_'));
    expect(said.length).toBeGreaterThan(10);
    expect(said.filter(([, sentence]) => cold.test(sentence))).toEqual([]);
  }
});
