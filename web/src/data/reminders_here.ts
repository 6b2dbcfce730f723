/**
 * Reminders on this device when somebody arrives or leaves. What sends and ends them is fetched only
 * where a browser was allowed to show any.
 */

const PATIENCE_MS = 2000;

const allowed = () => globalThis.Notification?.permission === 'granted';

/** The server is told where they go; the next start makes up for a failure. */
export async function remindersGoOn(): Promise<void> {
  if (!allowed()) return;
  await import('./push.ts').then(({ renewPush }) => renewPush()).catch(() => undefined);
}

/** The browser takes none any more, whether or not the server can be told. */
export async function endReminders(): Promise<void> {
  if (!allowed()) return;
  const ended = import('./push.ts').then(({ unsubscribe }) => unsubscribe());
  // Leaving waits for no push service.
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  await Promise.race([ended.catch(() => undefined), patience]);
}
