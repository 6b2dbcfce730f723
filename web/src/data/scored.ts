/**
 * How many scores each measure has on this device. Every write of a record keeps it up: ten years of
 * check-ins are too many to be looked through for a list of names.
 */
import type { CheckIn } from '#domain/records.ts';
import { withDatabase, write, type AnyBody } from './database.ts';

/** The fact that holds the counts. */
export const SCORES = 'scores';

/** By the measure's id; those without any are left out. */
export type Scores = Readonly<Record<string, number>>;

/** The facts of a transaction that writes records. */
interface Facts {
  objectStore(name: 'facts'): {
    get(key: string): Promise<unknown>;
    put(value: unknown, key: string): Promise<unknown>;
  };
}

/** What a transaction changes in the count, kept at its end. */
export class Tally {
  readonly #changes = new Map<string, number>();

  /** A record becomes another one; either may not be there. */
  change(before: AnyBody | undefined, after: AnyBody | undefined): void {
    for (const id of measuresIn(before)) this.#add(id, -1);
    for (const id of measuresIn(after)) this.#add(id, 1);
  }

  #add(id: string, by: number): void {
    this.#changes.set(id, (this.#changes.get(id) ?? 0) + by);
  }

  async keep(transaction: Facts): Promise<void> {
    const changes = [...this.#changes].filter(([, by]) => by !== 0);
    if (changes.length === 0) return;
    const facts = transaction.objectStore('facts');
    const counts = (await facts.get(SCORES)) as Scores | undefined;
    // Never counted here yet: the first look does that.
    if (!counts) return;
    const next = new Map(Object.entries(counts));
    for (const [id, by] of changes) next.set(id, (next.get(id) ?? 0) + by);
    await facts.put(Object.fromEntries([...next].filter(([, count]) => count > 0)), SCORES);
  }
}

/** An empty journal has no scores. */
export async function countFromNothing(): Promise<void> {
  await write(['facts'], async (transaction) => {
    await transaction.objectStore('facts').put({}, SCORES);
  });
}

/** A journal that was here before it was counted is counted once. */
export async function scoreCounts(): Promise<Scores> {
  const known = await withDatabase((database) => database.get('facts', SCORES));
  return (known as Scores | undefined) ?? countAll();
}

async function countAll(): Promise<Scores> {
  const counts = new Map<string, number>();
  await write(['records', 'facts'], async (transaction) => {
    const found = await transaction.objectStore('records').getAll();
    for (const { body } of found)
      for (const id of measuresIn(body)) counts.set(id, (counts.get(id) ?? 0) + 1);
    await transaction.objectStore('facts').put(Object.fromEntries(counts), SCORES);
  });
  return Object.fromEntries(counts);
}

function measuresIn(body: AnyBody | undefined): string[] {
  return body && 'scores' in body ? Object.keys((body as CheckIn).scores ?? {}) : [];
}
