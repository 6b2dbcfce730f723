/** A server for the sync tests: /changes as the real one answers it, with faults on demand. */
import { Problem, Unreachable, type Call } from '#data/api.ts';
import { sameJson } from '#domain/equal.ts';

interface Held {
  kind: string;
  id: string;
  revision: number;
  body?: unknown;
  deleted?: true;
}

type Sent = Omit<Held, 'revision'> & { base_revision: number };

export class FakeServer {
  records = new Map<string, Held>();
  revision = 0;
  posts = 0;
  /** The next answers are lost on the way back; the writes are kept. */
  loseAnswers = 0;
  /** Thrown instead of answering. */
  failure: Error | undefined;
  /** Refuses these scores, as the server refuses what is out of range. */
  refuse: ((change: Sent) => boolean) | undefined;
  /** Refuses a batch without a word of what is wrong in it. */
  refuseAll: ((changes: readonly Sent[]) => Problem | undefined) | undefined;

  reach = <T>(path: string, call: Call = {}): Promise<T> =>
    new Promise((resolve, reject) => {
      try {
        if (this.failure) throw this.failure;
        const answer = call.method === 'POST' ? this.#take(call.json) : this.#since(path);
        if (call.method === 'POST' && this.loseAnswers > 0) {
          this.loseAnswers -= 1;
          throw new Unreachable('answer lost');
        }
        resolve(structuredClone(answer) as T);
      } catch (cause) {
        reject(cause instanceof Error ? cause : new Error(String(cause)));
      }
    });

  /** Another device writes. */
  write(change: Omit<Held, 'revision'>): void {
    this.revision += 1;
    this.records.set(change.id, { ...structuredClone(change), revision: this.revision });
  }

  #take(json: unknown) {
    this.posts += 1;
    const { changes } = json as { changes: Sent[] };
    const problem = this.refuseAll?.(changes);
    if (problem) throw problem;
    const faults = changes.flatMap((change, index) =>
      this.refuse?.(change)
        ? [{ pointer: `/changes/${index}/body/scores/low_mood`, detail: 'out of range' }]
        : [],
    );
    if (faults.length > 0) throw new Problem(422, 'invalid_body', 'bad', faults);
    return { revision: this.revision, results: changes.map((change) => this.#apply(change)) };
  }

  #apply({ base_revision, ...change }: Sent) {
    const held = this.records.get(change.id);
    const same = held && sameJson(held.body, change.body) && held.deleted === change.deleted;
    if (same) return { id: change.id, status: 'applied', revision: held.revision };
    if (held && held.revision !== base_revision) {
      return { id: change.id, status: 'conflict', current: held };
    }
    this.write(change);
    return { id: change.id, status: 'applied', revision: this.revision };
  }

  #since(path: string) {
    const since = Number(/since=(\d+)/.exec(path)?.[1]);
    const changes = [...this.records.values()].filter(({ revision }) => revision > since);
    return { revision: this.revision, more: false, changes };
  }
}
