/**
 * The browser's small stores. Where site data is blocked, even looking at them throws: then what is
 * kept here lasts as long as the page, and no longer.
 */

type Name = 'localStorage' | 'sessionStorage';

class Kept {
  readonly #page = new Map<string, string>();

  constructor(private readonly name: Name) {}

  get(key: string): string | null {
    return this.#try((store) => store.getItem(key)) ?? this.#page.get(key) ?? null;
  }

  set(key: string, value: string): void {
    const kept = this.#try((store) => {
      store.setItem(key, value);
      return true;
    });
    if (kept) this.#page.delete(key);
    else this.#page.set(key, value);
  }

  remove(key: string): void {
    this.#page.delete(key);
    this.#try((store) => store.removeItem(key));
  }

  /** Everything that is kept, for whoever has to bring it back. */
  all(): [string, string][] {
    return Object.entries({ ...this.#try((store) => ({ ...store }) as Record<string, string>) });
  }

  /** `undefined` where the browser refuses, or has no room left. */
  #try<T>(work: (store: Storage) => T): T | undefined {
    try {
      return work(globalThis[this.name]);
    } catch {
      return undefined;
    }
  }
}

/** Kept on this device: the look, the language. Nothing that is a secret. */
export const onDevice = new Kept('localStorage');

/** Kept by this tab, also when it is loaded anew, and gone when it is closed. */
export const inTab = new Kept('sessionStorage');
