/** The deletions that this device remembers, in case that a restored server has forgotten them. */
import { write } from './database.ts';
import { MOST_DELETIONS } from './exchange.ts';

/** Of too many the latest stay. */
export async function forgetOldest(): Promise<void> {
  await write(['deletions'], async (transaction) => {
    const deletions = transaction.objectStore('deletions');
    const latestFirst = (await deletions.getAll()).sort((a, b) => b.revision - a.revision);
    // So many that it is not done again with the next one.
    const surplus = latestFirst.slice(MOST_DELETIONS * 0.9);
    await Promise.all(surplus.map(({ id }) => deletions.delete(id)));
  });
}
