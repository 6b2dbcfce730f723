/** That the browser does not clear the journal from this device when it runs short of room. */
import { onDevice } from '#browser_store';

const ASKED = 'asked_to_keep';

/**
 * Asks the browser for that, once on each device; where it refuses, everything goes on as before. Firefox
 * passes the question on to the person, over the page. So call it once there is something to keep, and
 * while the page shows nothing that must be read.
 */
export function askToKeep(): void {
  if (onDevice.get(ASKED)) return;
  onDevice.set(ASKED, 'yes');
  void navigator.storage?.persist?.().catch(() => false);
}
