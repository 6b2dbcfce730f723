/** Reads the rooms that lie beside the first one from this device, before anybody goes there. */
import { loadMessages } from '#messages';

const A_MOMENT_MS = 1500;
const BESIDE = ['/relief', '/timeline'];

/** Where the app is not kept on the device it would be fetched from the network, for nothing perhaps. */
export function readAhead(): void {
  if (!navigator.serviceWorker?.controller) return;
  setTimeout(async () => {
    void loadMessages('journal');
    const { otherPage } = await import('./other_pages.ts');
    for (const path of BESIDE) void otherPage(new URL(path, location.href)).load();
  }, A_MOMENT_MS);
}
