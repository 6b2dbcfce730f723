/**
 * A server as src/journal has it, small enough for thousands of interleavings: revisions, conflicts,
 * tombstones, histories and tips, backups and restores; with faults on demand.
 */
import { Problem, Unreachable, type Call } from '#data/api.ts';
import { sameJson } from '#domain/equal.ts';

export interface Held {
  kind: string;
  id: string;
  revision: number;
  body?: unknown;
  deleted?: true;
}

type Sent = Omit<Held, 'revision'> & { base_revision: number };

interface Posted {
  changes: Sent[];
  history?: string;
  tip?: string;
}

interface Journal {
  revision: number;
  records: Map<string, Held>;
  /** By revision; the tip of a journal tells all of them. */
  tips: number[];
  history: string;
  before: string | undefined;
  from: number;
}

export type Backup = Journal;

export class ModelServer {
  #journal: Journal = {
    revision: 0,
    records: new Map(),
    tips: [],
    history: 'h0',
    before: undefined,
    from: 0,
  };
  #made = 0;
  /** The next answers are lost on the way back; what was written is kept. */
  loseAnswers = 0;
  /** Whether only those of writes are. */
  loseOnlyPosts = true;
  posts = 0;
  /** The most changes that one answer holds. */
  page = 1000;
  /** The records that it holds and cannot read. */
  readonly damaged = new Set<string>();
  /** Thrown instead of answering. */
  failure: Error | undefined;
  /** Refuses these, and says which, as the server refuses a score that is out of range. */
  refuse: ((change: Sent) => boolean) | undefined;
  /** Refuses a batch without a word of what is wrong in it. */
  refuseAll: ((changes: readonly Sent[]) => Problem | undefined) | undefined;

  get records(): ReadonlyMap<string, Held> {
    return this.#journal.records;
  }

  get revision(): number {
    return this.#journal.revision;
  }

  backup = (): Backup => structuredClone(this.#journal);

  /** As `afterglow restore` does: another history begins, and says so. */
  restore(backup: Backup): void {
    const { history, revision } = backup;
    this.copyBack(backup);
    Object.assign(this.#journal, { history: this.#new('h'), before: history, from: revision });
  }

  /** As whoever copies the file back behind the server's back. */
  copyBack(backup: Backup): void {
    this.#journal = structuredClone(backup);
  }

  reach = async <T>(path: string, call: Call = {}): Promise<T> => {
    if (this.failure) throw this.failure;
    const post = call.method === 'POST';
    const answer = post ? this.#take(call.json as Posted) : this.#since(path);
    if (this.loseAnswers > 0 && (post || !this.loseOnlyPosts)) {
      this.loseAnswers -= 1;
      throw new Unreachable('answer lost');
    }
    return structuredClone(answer) as T;
  };

  #new = (name: string) => `${name}${(this.#made += 1)}`;

  /** Whether a device knows this journal; else up to where it does. */
  #stands(history: string | null | undefined, tip: string | null | undefined, since: number) {
    const { tips, revision, from, before } = this.#journal;
    const present = this.#journal.history;
    const root = history?.split('.')[0];
    const theirs = tip ? tip.split('-').filter(Boolean) : [];
    let common = 0;
    while (common < theirs.length && theirs[common] === String(tips[common])) common += 1;
    const strayed = common < theirs.length;
    const ahead = root !== undefined && since > revision;
    if ((!root || root === present) && !strayed && !ahead)
      return { belongs: true, history: history ?? present, from };
    const known = root === before ? Math.min(from, common) : common;
    return { belongs: false, history: `${present}.${known}.${this.#new('')}`, from: known };
  }

  #since(path: string) {
    const query = new URL(path, 'http://server').searchParams;
    const asked = Number(query.get('since'));
    const stands = this.#stands(query.get('history'), query.get('tip'), asked);
    const since = stands.belongs ? asked : 0;
    const later = [...this.records.values()]
      .filter(({ revision }) => revision > since)
      .sort((a, b) => a.revision - b.revision);
    const told = later.slice(0, this.page);
    const changes = told.filter(({ id }) => !this.damaged.has(id));
    const unread = query.has('check') ? [...this.records.values()] : told;
    const damaged = unread
      .filter(({ id }) => this.damaged.has(id))
      .map(({ kind, id, revision }) => ({ kind, id, revision, local_date: '2026-03-10' }));
    const more = later.length > this.page;
    return {
      history: stands.history,
      history_from: stands.from,
      tip: this.#tip(),
      revision: more ? (told.at(-1)?.revision ?? 0) : this.revision,
      more,
      changes,
      ...(damaged.length > 0 && { damaged }),
    };
  }

  #tip = () => this.#journal.tips.join('-');

  #take({ changes, history, tip }: Posted) {
    this.posts += 1;
    if (!this.#stands(history, tip, 0).belongs)
      throw new Problem(409, 'other_history', 'read what it has first');
    const problem = this.refuseAll?.(changes);
    if (problem) throw problem;
    const faults = changes.flatMap((change, index) =>
      this.refuse?.(change)
        ? [
            {
              ...{ pointer: `/changes/${index}/body/scores/low_mood`, code: 'whole_number' },
              ...{ params: { min: 0, max: 10 }, detail: 'out of range' },
            },
          ]
        : [],
    );
    if (faults.length > 0) throw new Problem(422, 'invalid_body', 'bad', faults);
    const results = changes.map((change) => this.#apply(change));
    return { revision: this.revision, tip: this.#tip(), results };
  }

  #apply({ base_revision, ...change }: Sent) {
    const { id } = change;
    const held = this.records.get(id);
    if (held && this.damaged.has(id)) {
      const { kind, revision } = held;
      if (revision !== base_revision)
        return { id, status: 'conflict', current: { kind, id, revision, damaged: true } };
      this.damaged.delete(id);
    } else if (held && sameJson(held.body, change.body))
      return { id, status: 'applied', revision: held.revision };
    if (held && held.revision !== base_revision) return { id, status: 'conflict', current: held };
    if (!held && change.deleted && base_revision === 0)
      return { id, status: 'applied', revision: this.revision };
    this.write(change);
    return { id, status: 'applied', revision: this.revision };
  }

  /** Another device writes. */
  write(change: Omit<Held, 'revision'>): void {
    const journal = this.#journal;
    journal.revision += 1;
    journal.tips.push((this.#made += 1));
    journal.records.set(change.id, { ...structuredClone(change), revision: journal.revision });
  }
}
