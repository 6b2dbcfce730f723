/** The languages of the app, from the one list of them, for tests that go through them all. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const list = join(import.meta.dirname, '../project.inlang/settings.json');

export const { locales: LANGUAGES, drafts: DRAFTS } = JSON.parse(readFileSync(list, 'utf8')) as {
  locales: string[];
  drafts: Record<string, string>;
};
