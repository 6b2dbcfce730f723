/** The app as something installed: its service worker, a newer version, and the home screen. */

/** Chromium's own event; other browsers install by their menus. */
interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): {
    createScriptURL(url: string): string;
  };
}

let registration: ServiceWorkerRegistration | undefined;
let waiting = $state.raw<ServiceWorker | null>(null);
let prompt = $state.raw<InstallPrompt>();

export const installation = {
  /** A newer version has been fetched and waits for a word. */
  get newer(): boolean {
    return waiting !== null;
  },
  get installable(): boolean {
    return prompt !== undefined;
  },
  get installed(): boolean {
    return matchMedia('(display-mode: standalone)').matches;
  },
};

/** To be called once. */
export function followInstallation(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    prompt = event as InstallPrompt;
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') registration?.update().catch(() => undefined);
  });
  keepInstalled();
}

/** Registers the service worker, also anew after the browser has dropped it with all it stored. */
export function keepInstalled(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  // Refused where site data is blocked: then the app needs the network, and works.
  void register().catch(() => undefined);
}

/**
 * Takes the service worker from the pages to come, before the browser drops it with all it stored:
 * whoever opens the app in that moment would wait for a worker that never starts (Chromium).
 */
export async function letGo(): Promise<void> {
  await (await navigator.serviceWorker?.getRegistration())?.unregister();
}

/** The policy of this site asks that even this address is vouched for. */
function workerAddress(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy('afterglow', { createScriptURL: (url) => url });
  return policy?.createScriptURL('/sw.js') ?? '/sw.js';
}

async function register(): Promise<void> {
  const found = await navigator.serviceWorker.register(workerAddress(), { updateViaCache: 'none' });
  registration = found;
  const look = () => {
    // Without a controller this is the first visit, and nothing newer than what is shown.
    if (navigator.serviceWorker.controller) waiting = found.waiting;
  };
  look();
  found.addEventListener('updatefound', () => {
    found.installing?.addEventListener('statechange', look);
  });
}

/** Changes to the newer version, and starts anew with it. */
export function useNewer(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
  waiting?.postMessage('take_over');
}

export async function install(): Promise<void> {
  await prompt?.prompt();
  prompt = undefined;
}
