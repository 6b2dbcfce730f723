/** Tells pages, in this tab and in others, that the journal on this device has changed. */

let version = $state(0);

const channel = openChannel();
type News = 'changed' | 'left';

/** Where site data is blocked (Firefox), a channel is refused: this tab is on its own then. */
function openChannel(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel('journal');
  } catch {
    return undefined;
  }
}

let onLeft: () => void = () => undefined;

if (channel) {
  channel.onmessage = ({ data }: MessageEvent<News>) => {
    version += 1;
    if (data === 'left') onLeft();
  };
}

/** To be called after every write that a page could show. */
export function announce(): void {
  version += 1;
  channel?.postMessage('changed');
}

/** Another tab signed out: this one must forget what it knows, too. */
export function whenLeft(forget: () => void): void {
  onLeft = forget;
}

export function announceLeft(): void {
  version += 1;
  channel?.postMessage('left');
}

/**
 * A value read from the database that follows the journal, and what it is until that was read.
 * Call it while a component is set up.
 */
export function live<T>(query: () => Promise<T>, ready?: T): { readonly value: T | undefined } {
  let value = $state.raw(ready);
  let failed = $state.raw<{ cause: unknown }>();
  $effect(() => {
    void version;
    let superseded = false;
    query().then(
      (result) => {
        if (!superseded) [value, failed] = [result, undefined];
      },
      (cause: unknown) => {
        if (!superseded) failed = { cause };
      },
    );
    return () => (superseded = true);
  });
  return {
    get value() {
      // The page's boundary says so, where the page would stay empty.
      if (failed) throw failed.cause;
      return value;
    },
  };
}
