/** Single facts kept beside the journal: who is signed in, what of the account waits to be sent. */
import { withDatabase, write } from './database.ts';

export async function fact<T>(key: string): Promise<T | undefined> {
  return (await withDatabase((database) => database.get('facts', key))) as T | undefined;
}

export async function keepFact(key: string, value: unknown): Promise<void> {
  await write(['facts'], async (transaction) => {
    await transaction.objectStore('facts').put(value, key);
  });
}
