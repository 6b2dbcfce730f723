/** Work that only one tab of this device does at a time. */

export async function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return work();
  return (await navigator.locks.request(`afterglow-${name}`, work)) as T;
}
