/**
 * What follows from comparing a device with a server whose history parted from the one that the device
 * knows. Pure: it answers which rows change.
 *
 * What the device knows of revisions after the parting was lost there: it goes out again, upon what the
 * server has from before the parting. Where the server's was changed after the parting too, the patient
 * is asked. What the device had deleted is deleted again. What it never saw comes in.
 */
import { sameJson } from '#domain/equal.ts';
import { fingerprint } from '#domain/fingerprint.ts';
import type { RecordId } from '#domain/id.ts';
import {
  recordOf,
  type Conflict,
  type Content,
  type Deletion,
  type StoredRecord,
  type Waiting,
} from './database.ts';
import { contentOf, type Change } from './exchange.ts';
import { queued } from './journal.ts';
import { overDamaged } from './over_damaged.ts';

/** What a device holds. */
export interface Device {
  /** Up to this revision of the earlier history it had fetched. */
  cursor: number;
  records: readonly StoredRecord[];
  outbox: readonly Waiting[];
  conflicts: readonly Conflict[];
  deletions: readonly Deletion[];
}

/** What is known of where the two parted. */
export interface Parting {
  /** The server's word: up to here both are one, and perhaps further. Absent where it did not notice. */
  told?: number;
  /** Later than this they cannot have parted. */
  latest: number;
  /** Whether the server says itself that a backup was restored. */
  restored: boolean;
}

/** A row that is put, or deleted where it is absent. */
type Step =
  | { store: 'records'; id: RecordId; row?: StoredRecord }
  | { store: 'outbox'; id: RecordId; row?: Waiting }
  | { store: 'conflicts'; id: RecordId; row?: Conflict }
  | { store: 'deletions'; id: RecordId; row?: Deletion };

type Server = ReadonlyMap<RecordId, Change>;

/** What a server holds; of what it cannot read the revision. */
export interface Held {
  changes: Server;
  damaged: ReadonlyMap<RecordId, number>;
}

/**
 * A server that only forgot a device's tip has lost nothing. Then so few records may differ as another
 * device could have changed after a loss that left no other trace: of those the patient is asked.
 */
const FEW = 3;

const same = (theirs: Change | undefined, mine: Content) =>
  theirs !== undefined && sameJson(contentOf(theirs), mine);

export class Comparison {
  readonly #steps: Step[] = [];
  private readonly server: Server;
  readonly #from: number;
  #again = false;

  constructor(
    private readonly device: Device,
    private readonly held: Held,
    parting: Parting,
  ) {
    this.server = held.changes;
    this.#from = partedAt(settled(device), device, held, parting);
  }

  /** Which rows change, and whether anything that the server had lost goes out again, or is asked. */
  steps(): { steps: readonly Step[]; again: boolean } {
    const { outbox, conflicts, deletions } = this.device;
    const [records, seen] = [settled(this.device), new Set<RecordId>()];
    const each = <R extends { id: RecordId }>(rows: readonly R[], work: (row: R) => void) => {
      for (const row of rows) {
        if (!seen.has(row.id)) work(row);
        seen.add(row.id);
      }
    };
    each(records, (record) => this.#record(record));
    each(conflicts, (conflict) => this.#conflict(conflict));
    each(outbox, (row) => this.#waiting(row));
    each(deletions, (deletion) => this.#deletion(deletion));
    each([...this.server.values()], (change) => this.#take(change));
    return { steps: this.#steps, again: this.#again };
  }

  /**
   * When the newest record was made that the server had from before the parting, in milliseconds:
   * about then the backup was made. 0 where no record tells.
   */
  restoredTo(): number {
    const made = [...this.server.values()]
      .filter(({ revision }) => revision <= this.#from)
      .map(({ id }) => madeAt(id));
    return made.reduce((latest, at) => Math.max(latest, at), 0);
  }

  /** What was acknowledged, and not changed here since. */
  #record(record: StoredRecord): void {
    const { id, kind, body, revision } = record;
    const unread = this.held.damaged.get(id);
    if (unread !== undefined) {
      const row = queued({ id, kind, base_revision: unread, content: { body } }, undefined);
      if (unread <= this.#from) {
        this.#know(record, unread);
        return this.#put(row);
      }
      // Nothing was lost here: it is an earlier version of what is damaged.
      if (revision <= this.#from) return;
      // What another device wrote after the parting cannot be shown yet.
      this.#know(record, 0);
      return this.#put(overDamaged(row, unread));
    }
    // A deletion that the server would not take: it can be tried again.
    if (this.device.outbox.some((row) => row.id === id)) this.#steps.push({ store: 'outbox', id });
    const theirs = this.server.get(id);
    const known = theirs?.revision ?? 0;
    if (same(theirs, { body })) return this.#know(record, known);
    if (theirs && revision <= this.#from && revision <= known) return this.#take(theirs);
    this.#again = true;
    this.#know(record, known);
    if (theirs && known > this.#from) this.#ask({ id, kind, mine: { body }, theirs });
    else this.#send({ id, kind, base_revision: known, content: { body } }, theirs);
  }

  /** What waits goes upon what the server has from before the parting, or upon what it was made upon. */
  #waiting(waiting: Waiting): void {
    const row = rested(waiting);
    const unread = this.held.damaged.get(row.id);
    const base = unread ?? this.#baseOf(row, this.server.get(row.id));
    if (unread !== undefined && unread > this.#from) this.#put(overDamaged(row, unread));
    else this.#put({ ...row, base_revision: base });
    const record = this.device.records.find(({ id }) => id === row.id);
    if (record) this.#know(record, base);
  }

  #baseOf(row: Waiting, theirs: Change | undefined): number {
    const { content, base_revision: base, sent, upon } = row;
    // A deletion of what the server has lost is told all the same: another device may bring it back.
    if (!theirs) return 'deleted' in content ? base : 0;
    if (theirs.revision <= this.#from)
      return base > this.#from || base > theirs.revision ? theirs.revision : base;
    const own = [content, ...sent].some((one) => same(theirs, one)) || isUpon(theirs, upon);
    // 0 is no revision of a record that is there: it is answered with a conflict.
    return own ? theirs.revision : 0;
  }

  /** Two versions that the patient has not chosen from yet. */
  #conflict(conflict: Conflict): void {
    const { id, kind, mine, theirs: before } = conflict;
    const { revision, ...content } = before;
    const theirs = this.server.get(id);
    const unread = this.held.damaged.get(id) ?? 0;
    const known = theirs?.revision ?? (unread > this.#from ? 0 : unread);
    const record = this.device.records.find((one) => one.id === id);
    if (record) this.#know(record, known);
    // Changed here once more since: that is what goes out.
    const row = this.device.outbox.find((one) => one.id === id);
    if (row) {
      this.#waiting(row);
      return theirs ? this.#ask({ id, kind, mine, theirs }) : undefined;
    }
    if (theirs && same(theirs, mine)) {
      this.#steps.push({ store: 'conflicts', id });
      return this.#take(theirs);
    }
    const lost = revision > this.#from && known <= this.#from && !same(theirs, content);
    if (theirs && !lost) return this.#ask({ id, kind, mine, theirs });
    this.#again = true;
    if (!theirs && 'deleted' in content) {
      this.#steps.push({ store: 'conflicts', id });
      return this.#send({ id, kind, base_revision: known, content: mine }, undefined);
    }
    this.#steps.push({
      store: 'conflicts',
      id,
      row: { ...conflict, theirs: { ...content, revision: known } },
    });
    // A newer version that cannot be read comes into the question once another device has sent it again.
    if (unread <= this.#from) this.#send({ id, kind, base_revision: known, content }, theirs);
  }

  #deletion(deletion: Deletion): void {
    const { id, kind, revision, upon } = deletion;
    const theirs = this.server.get(id);
    const unread = this.held.damaged.get(id);
    const known = theirs?.revision ?? unread ?? 0;
    const lost = revision > this.#from || known < revision;
    if (theirs && ('deleted' in theirs || !lost)) return this.#take(theirs);
    if (!lost) return;
    this.#again ||= theirs !== undefined;
    const content: Content = { deleted: true };
    if (theirs && known > this.#from && !isUpon(theirs, upon))
      return this.#ask({ id, kind, mine: content, theirs });
    const change = { id, kind, base_revision: known || revision, content };
    const row = { ...queued(change, undefined), upon };
    this.#put(unread !== undefined && unread > this.#from ? overDamaged(row, unread) : row);
  }

  /** The server's version, in place of what is here. */
  #take(theirs: Change): void {
    const { id, kind, revision } = theirs;
    const before = this.device.deletions.find((deletion) => deletion.id === id);
    if ('body' in theirs) {
      this.#steps.push({ store: 'records', id, row: recordOf(id, kind, revision, theirs.body) });
      if (before) this.#steps.push({ store: 'deletions', id });
      return;
    }
    const record = this.device.records.find((one) => one.id === id);
    if (record) this.#steps.push({ store: 'records', id });
    const upon = before?.upon ?? (record && fingerprint(record.body));
    this.#steps.push({ store: 'deletions', id, row: { id, kind, revision, upon } });
  }

  #know(record: StoredRecord, revision: number): void {
    if (record.revision === revision) return;
    this.#steps.push({ store: 'records', id: record.id, row: { ...record, revision } });
  }

  #ask({ id, kind, mine, theirs }: Omit<Conflict, 'theirs'> & { theirs: Change }): void {
    const { revision } = theirs;
    const row: Conflict = { id, kind, mine, theirs: { ...contentOf(theirs), revision } };
    this.#steps.push({ store: 'conflicts', id, row });
  }

  #send(change: Parameters<typeof queued>[0], upon: Change | undefined): void {
    const before = upon && 'body' in upon ? upon.body : undefined;
    this.#put(queued(change, undefined, before));
  }

  #put(row: Waiting): void {
    this.#steps.push({ store: 'outbox', id: row.id, row });
  }
}

/** What rested for a damaged version waits anew: the server may have another version now, or none. */
function rested(row: Waiting): Waiting {
  if (!row.unread) return row;
  const { id, kind, base_revision, content } = row;
  return queued({ id, kind, base_revision, content }, row);
}

const isUpon = (theirs: Change, upon: string | undefined) =>
  upon !== undefined && 'body' in theirs && fingerprint(theirs.body) === upon;

/** The records that are as the server said; of a deletion that it refused, the record is. */
function settled({ records, outbox, conflicts }: Device): StoredRecord[] {
  const waiting = outbox.filter(({ aside, content }) => aside === undefined || 'body' in content);
  const open = new Set([...waiting, ...conflicts].map(({ id }) => id));
  return records.filter(({ id }) => !open.has(id));
}

/**
 * The latest revision that both surely have. In one history revisions of a record only grow, and this
 * device had all of them up to its cursor: what contradicts that was lost, or is of the new history.
 */
function partedAt(
  records: readonly StoredRecord[],
  { cursor, deletions, outbox, conflicts }: Device,
  { changes: server, damaged }: Held,
  { told, latest, restored }: Parting,
): number {
  const contradictions: number[] = [];
  let open = 0;
  const look = (id: RecordId, mine: Content, revision: number) => {
    const theirs = server.get(id);
    const known = theirs?.revision ?? 0;
    if (revision <= (told ?? 0) || same(theirs, mine) || damaged.has(id)) return;
    if (known <= revision) contradictions.push(revision);
    else if (known <= cursor) contradictions.push(known);
    else open += 1;
  };
  for (const { id, body, revision } of records) look(id, { body }, revision);
  for (const { id, revision } of deletions)
    if (server.has(id)) look(id, { deleted: true }, revision);
  const here = new Set([...records, ...deletions, ...outbox, ...conflicts].map(({ id }) => id));
  for (const theirs of server.values()) {
    const { id, revision } = theirs;
    if ('body' in theirs && !here.has(id) && revision > (told ?? 0) && revision <= cursor)
      contradictions.push(revision);
  }
  if (contradictions.length === 0 && !restored && open > FEW) return latest;
  if (told !== undefined) return told;
  return contradictions.reduce((least, revision) => Math.min(least, revision - 1), latest);
}

/** When an id was made that holds the moment (UUIDv7); 0 for any other. */
const madeAt = (id: RecordId): number =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(id) ? parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : 0;
