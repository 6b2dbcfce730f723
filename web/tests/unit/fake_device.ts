/** Several phones in one test: the app's own code, each with a database of its own. */
import { IDBFactory } from 'fake-indexeddb';
import { close } from '#data/database.ts';
import { keepFact } from '#data/facts.ts';

export class Device {
  readonly #factory = new IDBFactory();

  /** Does something on this phone. Phones take turns. */
  async do<T>(work: () => Promise<T>): Promise<T> {
    globalThis.indexedDB = this.#factory;
    try {
      return await work();
    } finally {
      await close();
    }
  }

  static async signedIn(): Promise<Device> {
    const device = new Device();
    await device.do(() => keepFact('account', { username: 'somebody' }));
    return device;
  }
}
