/** Reads the rooms that lie beside the first one from this device, before anybody goes there. */
import { loadMessages } from '#messages';

const A_MOMENT_MS = 1500;

/** Where the app is not kept on the device it would be fetched from the network, for nothing perhaps. */
export function readAhead(): void {
  if (!navigator.serviceWorker?.controller) return;
  setTimeout(() => {
    void loadMessages('journal');
    void import('./pages/relief/ReliefPage.svelte');
    void import('./pages/timeline/TimelinePage.svelte');
  }, A_MOMENT_MS);
}
