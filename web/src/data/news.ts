/** What a person is told once, at the top of every page, until they have read it. */
import { announce } from './changes.svelte.ts';
import { NEWS, write } from './database.ts';
import { count } from './sync.svelte.ts';

export interface News {
  /** When the server's backup was made, as far as that is known: in milliseconds, 0 where it is not. */
  restored?: number;
}

/** The patient has read it. */
export async function forgetNews(): Promise<void> {
  await write(['facts'], (transaction) => transaction.objectStore('facts').delete(NEWS));
  announce();
  await count();
}
