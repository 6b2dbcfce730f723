/** The browsers that Orca reads, each with a new profile and without its own first words. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Firefox asks and greets in a new profile. */
const FIREFOX = {
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'browser.newtabpage.enabled': false,
  'browser.urlbar.suggest.history': false,
  'browser.translations.enable': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'datareporting.policy.firstRunURL': '',
  'intl.accept_languages': 'en-GB, en',
  'signon.rememberSignons': false,
  'app.update.enabled': false,
  // Its question to keep data for good is answered, and not asked.
  'dom.storageManager.prompt.testing': true,
  'dom.storageManager.prompt.testing.allow': true,
};

/** Chromium offers to keep passwords, and speaks the language of the machine. */
const CHROMIUM = {
  credentials_enable_service: false,
  intl: { accept_languages: 'en-GB,en', selected_languages: 'en-GB,en' },
};

/** @typedef {{ command: string, args: string[] }} Start */

/** @type {Record<string, (folder: string) => Start>} for a folder that is empty */
export const BROWSERS = {
  firefox(folder) {
    mkdirSync(folder, { recursive: true });
    const lines = Object.entries(FIREFOX).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    );
    writeFileSync(join(folder, 'user.js'), lines.join('\n'));
    return {
      command: process.env['FIREFOX'] ?? '/usr/bin/firefox-esr',
      args: ['--no-remote', '--profile', folder, 'about:blank'],
    };
  },

  chromium(folder) {
    mkdirSync(join(folder, 'Default'), { recursive: true });
    writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify(CHROMIUM));
    return {
      command: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--force-renderer-accessibility',
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--no-default-browser-check',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-search-engine-choice-screen',
        '--disable-features=Translate',
        '--password-store=basic',
        '--lang=en-GB',
        `--user-data-dir=${folder}`,
        'about:blank',
      ],
    };
  },
};
