/** The journal of one visit, where the browser keeps nothing: the stores of database.ts, in memory. */
import { last } from '#domain/last.ts';
import type { Database, Store, Transaction } from './database.ts';

type Stores = Map<Store, Map<string, unknown>>;

/** Where the key of a row is in it; facts are put under a key of their own. */
const KEYS: Record<Store, string | undefined> = {
  records: 'id',
  outbox: 'id',
  conflicts: 'id',
  deletions: 'id',
  answers: 'path',
  facts: undefined,
};

const NAMES = Object.keys(KEYS) as Store[];

/** What is stored is JSON; structuredClone is younger than the oldest browsers that must work. */
function copied<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copied) as T;
  const members = Object.entries(value).map(([name, member]) => [name, copied(member)]);
  return Object.fromEntries(members) as T;
}

/** A row is never shared with whoever put or got it, as in IndexedDB. */
class Rows {
  constructor(
    private readonly store: Store,
    private readonly rows: Map<string, unknown>,
  ) {}

  get = async (key: string): Promise<unknown> => copied(this.rows.get(key));
  getAll = async (): Promise<unknown[]> => copied([...this.rows.values()]);
  count = async (): Promise<number> => this.rows.size;
  delete = async (key: string): Promise<void> => void this.rows.delete(key);
  clear = async (): Promise<void> => this.rows.clear();

  put = async (row: unknown, key?: string): Promise<string> => {
    const path = KEYS[this.store];
    const under = key ?? String((row as Record<string, unknown>)[path ?? '']);
    this.rows.set(under, copied(row));
    return under;
  };
}

interface Dated {
  kind: string;
  day: string;
}

export class MemoryDatabase {
  #stores: Stores = new Map(NAMES.map((name) => [name, new Map<string, unknown>()]));
  #turn: Promise<unknown> = Promise.resolve();

  /** What pages read by. */
  readonly reading = {
    get: (store: Store, key: string) => this.#rows(store).get(key),
    getAll: (store: Store) => this.#rows(store).getAll(),
    count: (store: Store) => this.#rows(store).count(),
    getAllFromIndex: async (_store: 'records', _index: 'by_day', range: IDBKeyRange) =>
      copied(this.#byDay(range)),
    transaction: () => ({ store: { index: () => this.#index } }),
  } as unknown as Database;

  readonly #index = {
    openKeyCursor: async (range: IDBKeyRange, direction?: 'prev') => {
      const records = this.#byDay(range);
      const record = direction === 'prev' ? last(records) : records[0];
      return record ? { key: [record.kind, record.day] } : null;
    },
  };

  /** All of it or nothing, and one after the other. */
  write<T>(work: (transaction: Transaction<Store, 'readwrite'>) => Promise<T>): Promise<T> {
    const mine = this.#turn.then(async () => {
      const next: Stores = new Map([...this.#stores].map(([name, rows]) => [name, new Map(rows)]));
      const objectStore = (name: Store) => new Rows(name, next.get(name) ?? new Map());
      const result = await work({ objectStore } as unknown as Transaction<Store, 'readwrite'>);
      this.#stores = next;
      return result;
    });
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  #rows(name: Store): Rows {
    return new Rows(name, this.#stores.get(name) ?? new Map());
  }

  #byDay(range: IDBKeyRange): Dated[] {
    const records = [...(this.#stores.get('records')?.values() ?? [])] as Dated[];
    return records
      .filter(({ kind, day }) => range.includes([kind, day]))
      .sort((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day)));
  }
}
