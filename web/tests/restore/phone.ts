/**
 * A phone with the app's own code, a database and cookies of its own, and the real server. Phones take
 * turns: there is one of each module.
 */
import { IDBFactory } from 'fake-indexeddb';
import { adoptAccount } from '#data/account.svelte.ts';
import { callOpen, grant, SessionEnded, type Granted } from '#data/api.ts';
import { close } from '#data/database.ts';
import { exchangeAll } from '#data/exchanging.ts';

const overTheNetwork = globalThis.fetch;

export class Phone {
  readonly #database = new IDBFactory();
  readonly #cookies = new Map<string, string>();
  /** So many requests arrive yet; the answer to the next is lost. */
  #answers = Infinity;

  constructor(
    readonly address: string,
    readonly username: string,
    public password: string,
    /** What was shown at sign-up, once. */
    private readonly recoveryCode = '',
  ) {}

  async do<T>(work: () => Promise<T>): Promise<T> {
    globalThis.indexedDB = this.#database;
    globalThis.fetch = (path, init) => this.#fetch(String(path), init);
    grant(undefined);
    try {
      return await work();
    } finally {
      await close();
    }
  }

  async #fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    headers.set('origin', this.address);
    const answer = await overTheNetwork(this.address + path, { ...init, headers });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.#cookies.set(name, value);
    }
    if (path.includes('/changes') && (this.#answers -= 1) < 0)
      throw new TypeError('lost on the way');
    return answer;
  }

  signIn = (): Promise<void> => this.do(() => this.#signIn());

  async #signIn(): Promise<void> {
    const json = { username: this.username, password: this.password };
    grant(await callOpen<Granted>('/sessions', { method: 'POST', json }));
    await adoptAccount();
  }

  /** Whoever has lost their password. */
  async recover(password: string): Promise<void> {
    const { username, recoveryCode: recovery_code } = this;
    const json = { username, recovery_code, new_password: password };
    await this.do(() => callOpen('/account/recovery', { method: 'POST', json }));
    this.password = password;
    await this.signIn();
  }

  /** Whoever is signed out by a restore signs in again. */
  sync = (): Promise<void> =>
    this.do(async () => {
      try {
        await exchangeAll();
      } catch (cause) {
        if (!(cause instanceof SessionEnded)) throw cause;
        await this.#signIn();
        await exchangeAll();
      }
    });

  /** An exchange that is cut off after some answers. */
  async syncBadly(answers: number): Promise<void> {
    this.#answers = answers;
    await this.do(exchangeAll).catch(() => undefined);
    this.#answers = Infinity;
  }
}
