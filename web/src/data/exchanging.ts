/** The whole exchange with the server, for one tab at a time: the account first, then the journal. */
import { exchangeAccount } from './account.svelte.ts';
import { exchange } from './exchange.ts';
import { inTurn } from './turns.ts';

/**
 * Answers whether any record on this device changed by it. The account is first because it tells whose
 * session it is: what waits here goes to nobody else.
 */
export function exchangeAll(): Promise<boolean> {
  return inTurn('sync', async () => {
    const failure = await exchangeAccount();
    const changed = await exchange();
    if (failure) throw failure;
    return changed;
  });
}
