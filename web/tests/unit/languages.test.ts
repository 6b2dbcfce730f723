/** The one list of languages, and how the app finds the one of a device in it. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { DRAFTS, LANGUAGES } from '../languages.ts';

const languages = vi.fn(() => ['en']);
vi.stubGlobal('navigator', {
  get languages() {
    return languages();
  },
});
beforeEach(() => vi.resetModules());

/** The language of the app, and how it writes numbers, on a device with these languages. */
async function on(...tags: string[]) {
  languages.mockReturnValue(tags);
  vi.resetModules();
  const { getLocale } = await import('#locale');
  const { numberText, percentText } = await import('#parts/format.ts');
  return [getLocale(), numberText(1.5), percentText(0.5)];
}

describe('the list', () => {
  test('names each language as browsers do, and once', () => {
    expect(Intl.getCanonicalLocales(LANGUAGES)).toEqual(LANGUAGES);
  });

  test('has no draft of a language that is not in it, and of each the word for it', () => {
    for (const [language, word] of Object.entries(DRAFTS)) {
      expect(LANGUAGES).toContain(language);
      expect(word).not.toBe('');
    }
  });

  test('is the menu: each language in its own, with what it calls a draft', async () => {
    const { MENU, isDraft } = await import('../../src/languages.ts');
    expect(MENU.map(({ value }) => value)).toEqual(LANGUAGES);
    expect(MENU.map(({ label }) => label).slice(0, 4)).toEqual([
      'English',
      'Español',
      'Deutsch',
      'Français',
    ]);
    expect(MENU.map(({ label }) => label)).toContain('Português (Brasil) (rascunho)');
    for (const { value, label } of MENU) {
      expect(isDraft(value)).toBe(value in DRAFTS);
      expect(label.endsWith(`(${DRAFTS[value] ?? ''})`)).toBe(isDraft(value));
    }
  });
});

describe('an address', () => {
  test('names a language before the device does, and none that is not there', async () => {
    vi.stubGlobal('location', { search: '?language=fr' });
    expect((await on('de'))[0]).toBe('fr');
    vi.stubGlobal('location', { search: '?language=tlh' });
    expect((await on('de'))[0]).toBe('de');
    vi.stubGlobal('location', { search: '' });
  });
});

describe('a device', () => {
  test.each([
    [['de-CH'], 'de'],
    [['fr-CA', 'en-CA'], 'fr'],
    // Filipino and Frisian only begin as Finnish and French do.
    [['fil', 'es-419'], 'es'],
    [['frr', 'de'], 'de'],
    [['DE-at'], 'de'],
    [['nl-BE'], 'nl'],
    [['pt'], 'pt-BR'],
    [['pt-PT', 'en'], 'pt-BR'],
    [['pt-BR'], 'pt-BR'],
    [['en-US@posix'], 'en'],
    [['xx', 'yy-ZZ'], 'en'],
    [[], 'en'],
  ])('with %j has the app in %s', async (tags, expected) => {
    expect((await on(...tags))[0]).toBe(expected);
  });

  test('has the numbers of its own variant of the language', async () => {
    expect(await on('de-CH')).toEqual(['de', '1.5', '50%']);
    expect(await on('nl-BE')).toEqual(['nl', '1,5', '50%']);
    expect(await on('pt-PT')).toEqual(['pt-BR', '1,5', '50%']);
    expect(await on('de-DE')).toEqual(['de', '1,5', '50\u00a0%']);
  });

  test('keeps the language that was chosen on it', async () => {
    const { onDevice } = await import('#browser_store');
    const { chooseLocale } = await import('#locale');
    languages.mockReturnValue(['de-CH']);
    chooseLocale('fr');
    const { getLocale } = await import('#locale');
    expect(getLocale()).toBe('fr');
    onDevice.set('locale', 'xx');
    expect(getLocale()).toBe('de');
  });
});
