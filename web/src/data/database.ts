/** The one IndexedDB of this app: the journal on this device and what still waits to be sent. */
import {
  deleteDB,
  openDB,
  type DBSchema,
  type IDBPDatabase,
  type IDBPTransaction,
  type StoreNames,
} from 'idb';
import { dayOf, type Day } from '#domain/day.ts';
import type { RecordId } from '#domain/id.ts';
import type { Bodies, Kind } from '#domain/records.ts';

export type AnyBody = Bodies[Kind];

/** A record as it is shown. `revision` is the server's last known to this device, 0 before the first. */
export interface StoredRecord {
  id: RecordId;
  kind: Kind;
  revision: number;
  day: Day;
  body: AnyBody;
}

export function recordOf(id: RecordId, kind: Kind, revision: number, body: AnyBody): StoredRecord {
  const day = 'at' in body || 'date' in body ? dayOf(body) : '';
  return { id, kind, revision, day, body };
}

/** Either what a record says now, or that it is gone. */
export type Content = { body: AnyBody } | { deleted: true };

/** A change that waits to be sent; one per record, the newest wins. */
export interface Waiting {
  id: RecordId;
  kind: Kind;
  base_revision: number;
  content: Content;
  /** Differs after every edit, so that an answer can tell whether it speaks of the newest one. */
  stamp: string;
  /** What was sent without an answer: the server may hold it although we never heard so. */
  sent: Content[];
  /** The server refused it for this reason; it stays here, and rests until it is edited. */
  aside?: string;
}

/** Two versions of one record, until the patient has chosen. */
export interface Conflict {
  id: RecordId;
  kind: Kind;
  mine: Content;
  theirs: Content & { revision: number };
}

export interface CachedAnswer {
  path: string;
  etag: string | null;
  as_of: string;
  /** As JSON: a phone reads that in half the time that a copy of the object takes. */
  json: string;
}

interface Schema extends DBSchema {
  records: { key: RecordId; value: StoredRecord; indexes: { by_day: [Kind, Day] } };
  outbox: { key: RecordId; value: Waiting };
  conflicts: { key: RecordId; value: Conflict };
  answers: { key: string; value: CachedAnswer };
  facts: { key: string; value: unknown };
}

export type Store = StoreNames<Schema>;
export type Database = IDBPDatabase<Schema>;
export type Transaction<S extends Store, M extends IDBTransactionMode> = IDBPTransaction<
  Schema,
  S[],
  M
>;

export const DATABASE_NAME = 'afterglow';
const VERSION = 2;

let opening: Promise<Database> | undefined;

function open(): Promise<Database> {
  opening ??= openDB<Schema>(DATABASE_NAME, VERSION, {
    upgrade(database, from, _to, transaction) {
      if (from === 1) {
        // Answers were objects then; they are asked for again.
        void transaction.objectStore('answers').clear();
        return;
      }
      const records = database.createObjectStore('records', { keyPath: 'id' });
      records.createIndex('by_day', ['kind', 'day']);
      database.createObjectStore('outbox', { keyPath: 'id' });
      database.createObjectStore('conflicts', { keyPath: 'id' });
      database.createObjectStore('answers', { keyPath: 'path' });
      database.createObjectStore('facts');
    },
    // Another tab wipes or upgrades: let it.
    blocking: () => void close(),
    terminated: () => (opening = undefined),
  });
  opening.catch(() => (opening = undefined));
  return opening;
}

export async function close(): Promise<void> {
  const database = await opening;
  opening = undefined;
  database?.close();
}

/** Runs `work` on the database, once more on a new connection if iOS has dropped the old one. */
export async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  try {
    return await work(await open());
  } catch (cause) {
    if (!(cause instanceof DOMException) || cause.name !== 'InvalidStateError') throw cause;
    opening = undefined;
    return work(await open());
  }
}

/** One transaction that is on the disk, not merely on its way there, when the promise resolves. */
export function write<S extends Store, T>(
  stores: S[],
  work: (transaction: Transaction<S, 'readwrite'>) => Promise<T>,
): Promise<T> {
  return withDatabase(async (database) => {
    const transaction = database.transaction(stores, 'readwrite', { durability: 'strict' });
    try {
      const result = await work(transaction);
      await transaction.done;
      return result;
    } catch (cause) {
      transaction.done.catch(() => undefined);
      try {
        transaction.abort();
      } catch {
        // It has ended by itself already.
      }
      throw cause;
    }
  });
}

/** Nobody is signed in on this device (any more). */
export class SignedOut extends Error {}

export const ACCOUNT = 'account';

/** A late answer must not fill a database again that signing out has just wiped. */
export async function requireOwner(transaction: {
  objectStore(name: 'facts'): { get(key: string): Promise<unknown> };
}): Promise<void> {
  const owner = await transaction.objectStore('facts').get(ACCOUNT);
  if (owner === undefined) throw new SignedOut();
}

const ALL: Store[] = ['records', 'outbox', 'conflicts', 'answers', 'facts'];
const PATIENCE_MS = 2000;

/** Removes everything this app keeps about a person on this device. */
export async function wipe(): Promise<void> {
  // Emptied first: that works even while a sleeping tab keeps the database from being deleted.
  await write(ALL, async (transaction) => {
    await Promise.all(ALL.map((store) => transaction.objectStore(store).clear()));
  });
  await close();
  await Promise.race([
    deleteDB(DATABASE_NAME),
    new Promise((resolve) => setTimeout(resolve, PATIENCE_MS)),
  ]);
}
