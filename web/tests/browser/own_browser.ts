/** Browsers of one's own: as they are on a plain address at home, or with site data blocked. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, test, type BrowserContext, type Page } from '@playwright/test';

/** A name that is not this machine's own: browsers trust 127.0.0.1 as they trust https. */
export const LAN = 'journal.test';

interface Wish {
  profile: string;
  args?: string[];
  baseURL: string;
  /** As an administrator or a patient blocks cookies and site data for every site. */
  blocked?: boolean;
}

export async function ownBrowser({
  profile,
  args = [],
  baseURL,
  blocked,
}: Wish): Promise<[BrowserContext, Page]> {
  if (blocked) {
    mkdirSync(join(profile, 'Default'), { recursive: true });
    const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
    writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  }
  const { launchOptions, viewport, locale, timezoneId } = test.info().project.use;
  const context = await chromium.launchPersistentContext(profile, {
    ...launchOptions,
    args: [...(launchOptions?.args ?? []), ...args],
    baseURL,
    ...(viewport === undefined ? {} : { viewport }),
    ...(locale === undefined ? {} : { locale }),
    ...(timezoneId === undefined ? {} : { timezoneId }),
  });
  return [context, context.pages()[0] ?? (await context.newPage())];
}

/** The server by another name than this machine's own. */
export function atHome(baseURL: string): { args: string[]; baseURL: string } {
  const { port } = new URL(baseURL);
  return {
    args: [`--host-resolver-rules=MAP ${LAN} 127.0.0.1`],
    baseURL: `http://${LAN}:${port}`,
  };
}
