/** The one IndexedDB of this app: the journal on this device and what still waits to be sent. */
import {
  deleteDB,
  openDB,
  type DBSchema,
  type IDBPDatabase,
  type IDBPObjectStore,
  type StoreNames,
} from 'idb';
import { dayOf, type Day } from '#domain/day.ts';
import type { RecordId } from '#domain/id.ts';
import type { Bodies, Kind } from '#domain/records.ts';
import type { Told } from '#domain/told.ts';
import type { Said } from './api.ts';
import type { MemoryDatabase } from './memory_database.ts';

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
  /** The fingerprint of the body that the change was made upon. */
  upon?: string | undefined;
  /** The server refused it for this reason (in English); it stays here, and rests until it is edited. */
  aside?: string;
  /** The same by its code, for the words of the app. */
  said?: Said;
  /** Where in the body what the server refused is, as JSON pointers. */
  places?: string[];
  /** It rests because the server has another version, and cannot read that. */
  unread?: true;
  /** It cannot be read on this device: what is left of it, as JSON. */
  raw?: string;
}

/** Two versions of one record, until the patient has chosen. */
export interface Conflict {
  id: RecordId;
  kind: Kind;
  mine: Content;
  theirs: Content & { revision: number };
}

/** A record that is known to be deleted: a restored server is told again. Nothing of what it said. */
export interface Deletion {
  id: RecordId;
  kind: Kind;
  revision: number;
  /** The fingerprint of the body that was deleted, where this device knew it. */
  upon?: string | undefined;
}

/** A record of which the server cannot read what it holds. */
export type Damaged = Told<'DamagedRecord'> & { kind: Kind };

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
  deletions: { key: RecordId; value: Deletion };
  answers: { key: string; value: CachedAnswer };
  facts: { key: string; value: unknown };
}

export type Store = StoreNames<Schema>;
/** As much of IndexedDB as is needed: data/memory_database.ts stands in for that, and no more. */
export type Database = Pick<
  IDBPDatabase<Schema>,
  'get' | 'getAll' | 'getAllKeys' | 'count' | 'getAllFromIndex' | 'transaction'
>;
export type Transaction<S extends Store, M extends IDBTransactionMode> = {
  objectStore<N extends S>(
    name: N,
  ): Pick<
    IDBPObjectStore<Schema, S[], N, M>,
    'get' | 'getAll' | 'getAllKeys' | 'count' | 'put' | 'delete' | 'clear'
  >;
};

export const DATABASE_NAME = 'afterglow';
const VERSION = 3;

/** iOS sometimes never answers; whoever waits longer than this would think that the app is broken. */
const OPENING_MS = 10_000;

/** Why nothing is kept on this device: the browser refuses, or a newer version wrote what is there. */
export type Unkept = 'refused' | 'newer';

let opening: Promise<IDBPDatabase<Schema>> | undefined;
/** Whether it was open once: then a failure is a failure, and no reason to show an empty journal. */
let opened = false;
let memory: MemoryDatabase | undefined;
let unkept: Unkept | undefined;

/** Why nothing is kept on this device; `undefined` where it is kept, as it should be. */
export const whyUnkept = (): Unkept | undefined => unkept;

/**
 * Opens the database. Where the browser will not (site data is blocked, a private window, a damaged
 * file), the journal is in memory for this visit, and what is saved goes straight to the server.
 */
async function open(): Promise<IDBPDatabase<Schema> | undefined> {
  if (memory) return undefined;
  try {
    const database = await (opening ??= inTime(openOnDisk()));
    opened = true;
    return database;
  } catch (cause) {
    opening = undefined;
    if (opened) throw cause;
    unkept = cause instanceof DOMException && cause.name === 'VersionError' ? 'newer' : 'refused';
    const { MemoryDatabase } = await import('./memory_database.ts');
    memory ??= new MemoryDatabase();
    return undefined;
  }
}

async function inTime(answer: Promise<IDBPDatabase<Schema>>): Promise<IDBPDatabase<Schema>> {
  let late: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new Error('the database does not open')), OPENING_MS);
  });
  try {
    return await Promise.race([answer, patience]);
  } catch (cause) {
    // Should it open yet, nobody uses it.
    void answer.then((database) => database.close()).catch(() => undefined);
    throw cause;
  } finally {
    clearTimeout(late);
  }
}

async function openOnDisk(): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(DATABASE_NAME, VERSION, {
    upgrade(database, from, _to, transaction) {
      database.createObjectStore('deletions', { keyPath: 'id' });
      // Answers were objects then; they are asked for again.
      if (from === 1) void transaction.objectStore('answers').clear();
      if (from > 0) return;
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
}

export async function close(): Promise<void> {
  const database = await opening?.catch(() => undefined);
  opening = undefined;
  database?.close();
}

/** Runs `work` on the database, once more on a new connection if iOS has dropped the old one. */
export function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  return onDiskOrElse(work, (inMemory) => work(inMemory.reading));
}

async function onDiskOrElse<T>(
  onDisk: (database: IDBPDatabase<Schema>) => Promise<T>,
  otherwise: (inMemory: MemoryDatabase) => Promise<T>,
): Promise<T> {
  const once = async () => {
    const database = await open();
    if (database) return onDisk(database);
    if (memory) return otherwise(memory);
    throw new Error('there is no database');
  };
  try {
    return await once();
  } catch (cause) {
    if (!(cause instanceof DOMException) || cause.name !== 'InvalidStateError') throw cause;
    opening = undefined;
    return once();
  }
}

/** One transaction that is on the disk, not merely on its way there, when the promise resolves. */
export function write<S extends Store, T>(
  stores: S[],
  work: (transaction: Transaction<S, 'readwrite'>) => Promise<T>,
): Promise<T> {
  return onDiskOrElse(
    (database) => writeOnDisk(database, stores, work),
    (inMemory) => inMemory.write(work),
  );
}

async function writeOnDisk<S extends Store, T>(
  database: IDBPDatabase<Schema>,
  stores: S[],
  work: (transaction: Transaction<S, 'readwrite'>) => Promise<T>,
): Promise<T> {
  const transaction = database.transaction(stores, 'readwrite', { durability: 'strict' });
  // It may fail before `work` hears of that; whoever waits for `work` is told below.
  transaction.done.catch(() => undefined);
  try {
    const result = await work(transaction);
    await transaction.done;
    return result;
  } catch (cause) {
    try {
      transaction.abort();
    } catch {
      // It has ended by itself already.
    }
    // Where the transaction failed as a whole (a full disk), its requests only know that it did.
    throw transaction.error ?? cause;
  }
}

/** Nobody is signed in on this device (any more). */
export class SignedOut extends Error {}

export const ACCOUNT = 'account';
/** The fact that tells which settings the server did not take. */
export const ACCOUNT_REFUSED = 'account_refused';

/** The fact that names the records which the server cannot read, and which this device does not have. */
export const DAMAGED = 'damaged';
/** The fact that holds what is to be said once (data/news.ts). */
export const NEWS = 'news';

/** A late answer must not fill a database again that signing out has just wiped. */
export async function requireOwner(transaction: {
  objectStore(name: 'facts'): { get(key: string): Promise<unknown> };
}): Promise<void> {
  const owner = await transaction.objectStore('facts').get(ACCOUNT);
  if (owner === undefined) throw new SignedOut();
}

const ALL: Store[] = ['records', 'outbox', 'conflicts', 'deletions', 'answers', 'facts'];
const PATIENCE_MS = 2000;

/**
 * Removes everything this app keeps about a person on this device. Where it could not be opened, what
 * is there may be somebody else's: only whoever is `leaving` wants that gone, too.
 */
export async function wipe({ leaving = true } = {}): Promise<void> {
  // Emptied first: that works even while a sleeping tab keeps the database from being deleted.
  await write(ALL, async (transaction) => {
    await Promise.all(ALL.map((store) => transaction.objectStore(store).clear()));
  });
  if (memory && !leaving) return;
  await close();
  await Promise.race([deleted(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}

async function deleted(): Promise<void> {
  try {
    await deleteDB(DATABASE_NAME);
  } catch {
    // It is empty already, or the browser keeps nothing anyway.
  }
}
