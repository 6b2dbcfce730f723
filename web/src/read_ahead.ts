/** Reads the rooms that lie beside the first one from this device, before anybody goes there. */
import { loadMessages } from '#messages';

const A_MOMENT_MS = 1500;
const BESIDE = ['/relief', '/timeline'];

/** Where the app is not kept on the device it would be fetched from the network, for nothing perhaps. */
export function readAhead(): void {
  if (!navigator.serviceWorker?.controller) return;
  // What is missing, also because the tab was left meanwhile, is said when somebody goes there.
  setTimeout(() => void readBeside().catch(() => undefined), A_MOMENT_MS);
}

async function readBeside() {
  const [{ otherPage }] = await Promise.all([import('./other_pages.ts'), loadMessages('journal')]);
  const rooms = BESIDE.map((path) => otherPage(new URL(path, location.href)));
  await Promise.all(rooms.map((room) => room.load()));
}
