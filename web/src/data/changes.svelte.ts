/** Tells pages, in this tab and in others, that the journal on this device has changed. */

let version = $state(0);

const channel =
  typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('journal');
if (channel) channel.onmessage = () => (version += 1);

/** To be called after every write that a page could show. */
export function announce(): void {
  version += 1;
  channel?.postMessage('changed');
}

/** A value read from the database that follows the journal. Call it while a component is set up. */
export function live<T>(query: () => Promise<T>): { readonly value: T | undefined } {
  let value = $state.raw<T>();
  $effect(() => {
    void version;
    let superseded = false;
    void query().then((result) => {
      if (!superseded) value = result;
    });
    return () => (superseded = true);
  });
  return {
    get value() {
      return value;
    },
  };
}
