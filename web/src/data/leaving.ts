/** What every start of the app needs to know of leaving; how one leaves is in session.ts. */
import { inTab, onDevice } from '#browser_store';
import { forgetAccount } from './account.svelte.ts';
import { grant } from './api.ts';
import { whenLeft } from './changes.svelte.ts';
import { wipe } from './database.ts';
import { restSync } from './sync.svelte.ts';

/** Set when the patient signed out without a network: the server's session ends at the next chance. */
export const LEFT_OFFLINE = 'left_offline';

/** A recovery code that is shown and not yet confirmed (data/recovery_code.ts). */
export const SHOWN_CODE = 'recovery_code';

/** To be called before anything is read: whoever closed the app while it forgot them has left. */
export async function finishLeaving(): Promise<void> {
  if (onDevice.get(LEFT_OFFLINE) !== null) await wipe().catch(() => undefined);
}

/** To be called once: other tabs of this device leave together. */
export function leaveTogether(): void {
  whenLeft(() => {
    forgetAccount();
    inTab.remove(SHOWN_CODE);
    grant(undefined);
    restSync();
  });
}

const EVERY_MINUTE = 60_000;

/** To be called once: the server hears of a sign-out without a network as soon as it can be reached. */
export function tellOfLeaving(): void {
  addEventListener('online', tell);
  document.addEventListener('visibilitychange', tell);
  setInterval(tell, EVERY_MINUTE);
  tell();
}

/** Few have left so: what tells the server is fetched for those alone. */
function tell(): void {
  if (onDevice.get(LEFT_OFFLINE) === null) return;
  void import('./session.ts').then(({ endLeftSession }) => endLeftSession()).catch(() => undefined);
}
