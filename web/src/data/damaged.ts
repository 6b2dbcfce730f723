/**
 * Records that the server has and cannot read. What this device has of them goes out again; of the
 * others the patient is told.
 */
import { sameJson } from '#domain/equal.ts';
import type { RecordId } from '#domain/id.ts';
import { announce } from './changes.svelte.ts';
import { DAMAGED, requireOwner, withDatabase, write, type Damaged } from './database.ts';
import type { Page } from './exchange.ts';
import { fact } from './facts.ts';
import { queued, SAVING, type Saving } from './journal.ts';
import { Tally } from './scored.ts';

/** Takes what a page says of them; with `all` it names every one there is. Answers whether others are missing now. */
export async function noteDamaged(
  page: Pick<Page, 'changes' | 'damaged'>,
  all: boolean,
): Promise<boolean> {
  const told = page.damaged ?? [];
  return write(SAVING, async (transaction) => {
    await requireOwner(transaction);
    const records = transaction.objectStore('records');
    const outbox = transaction.objectStore('outbox');
    const known = await knownIn(transaction);
    const before = all ? [] : known;
    const newer = new Set([...page.changes, ...told].map((one) => 'id' in one && one.id));
    const left: Damaged[] = [];
    for (const one of [...before.filter(({ id }) => !newer.has(id)), ...told]) {
      const { id, kind, revision } = one;
      const [record, row] = await Promise.all([records.get(id), outbox.get(id)]);
      // What waits here is sent upon what it was made upon: the server says whether that is what is damaged.
      if (row) continue;
      if (record?.revision === revision) {
        const change = { id, kind, base_revision: revision, content: { body: record.body } };
        await outbox.put(queued(change, undefined, record.body));
      } else left.push(one);
    }
    await keepIn(transaction, left);
    return !sameJson(known, left);
  });
}

async function knownIn(transaction: Saving): Promise<Damaged[]> {
  return ((await transaction.objectStore('facts').get(DAMAGED)) as Damaged[] | undefined) ?? [];
}

/** An empty list is none: it is not looked at with each page that comes. */
async function keepIn(transaction: Saving, damaged: Damaged[]): Promise<void> {
  const facts = transaction.objectStore('facts');
  await (damaged.length > 0 ? facts.put(damaged, DAMAGED) : facts.delete(DAMAGED));
}

/** One of them, and whether this device has an earlier version of it. */
export type DamagedHere = Damaged & { earlier: boolean };

export async function damagedRecords(): Promise<DamagedHere[]> {
  const damaged = (await fact<Damaged[]>(DAMAGED)) ?? [];
  return withDatabase((database) =>
    Promise.all(
      damaged.map(async (one) => ({
        ...one,
        earlier: (await database.get('records', one.id)) !== undefined,
      })),
    ),
  );
}

/** Deletes it, or puts what this device has in its place. */
export async function settleDamaged(id: RecordId, how: 'remove' | 'put_back'): Promise<void> {
  await write(SAVING, async (transaction) => {
    const records = transaction.objectStore('records');
    const damaged = await knownIn(transaction);
    const one = damaged.find((each) => each.id === id);
    const record = await records.get(id);
    if (!one || (how === 'put_back' && !record)) return;
    const content =
      how === 'put_back' && record ? { body: record.body } : { deleted: true as const };
    const change = { id, kind: one.kind, base_revision: one.revision, content };
    await transaction.objectStore('outbox').put(queued(change, undefined));
    if ('deleted' in content && record) {
      const tally = new Tally();
      tally.change(record.body, undefined);
      await tally.keep(transaction);
      await records.delete(id);
    }
    await keepIn(
      transaction,
      damaged.filter((each) => each !== one),
    );
  });
  announce();
}
