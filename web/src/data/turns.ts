/** Work that only one tab of this device does at a time. */

/** Where browsers have no locks (http beyond this machine) or refuse them, this tab takes turns with itself. */
const here = new Map<string, Promise<unknown>>();

export async function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  let begun = false;
  const once = () => {
    begun = true;
    return work();
  };
  try {
    if (navigator.locks) return (await navigator.locks.request(`afterglow-${name}`, once)) as T;
  } catch (cause) {
    // Site data is blocked, and with it the locks: nothing was begun.
    if (begun) throw cause;
  }
  return inTurnHere(name, work);
}

function inTurnHere<T>(name: string, work: () => Promise<T>): Promise<T> {
  const mine = (here.get(name) ?? Promise.resolve()).then(work, work);
  here.set(
    name,
    mine.catch(() => undefined),
  );
  return mine;
}
