/**
 * A recovery code that is shown and not yet confirmed. It is a secret: this tab alone keeps it, so that
 * loading the page anew shows it again, until it is confirmed, the patient signs out or the tab is closed.
 */
import { inTab } from '#browser_store';
import type { Told } from '#domain/told.ts';
import { callJson } from './api.ts';
import { SHOWN_CODE } from './leaving.ts';

export interface ShownCode {
  username: string;
  code: string;
}

export function keepShown(shown: ShownCode): void {
  inTab.set(SHOWN_CODE, JSON.stringify({ ...shown, username: shown.username.toLowerCase() }));
}

/** The code that waits to be confirmed by this person. */
export function shownCode(username: string | undefined): string | undefined {
  const kept = inTab.get(SHOWN_CODE);
  if (kept === null || username === undefined) return undefined;
  const shown = JSON.parse(kept) as ShownCode;
  return shown.username === username.toLowerCase() ? shown.code : undefined;
}

/** It is written down, or whoever it belongs to has left. */
export function forgetShown(): void {
  inTab.remove(SHOWN_CODE);
}

/** A new code, for whoever knows the password; the earlier one is void. */
export async function newRecoveryCode(username: string, password: string): Promise<string> {
  const json = { password };
  const made = await callJson<Told<'NewRecoveryCode'>>('/account/recovery-code', {
    method: 'POST',
    json,
  });
  keepShown({ username, code: made.recovery_code });
  return made.recovery_code;
}
