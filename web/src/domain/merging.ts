/**
 * What two devices chose of one account, brought together item by item: neither loses what the other
 * added. `base` is what both began from.
 */
import type { AccountChange, Began } from './account.ts';
import { sameJson } from './equal.ts';
import { reminderFault, type Reminders } from './reminders.ts';

/** By what two items of a list are the same one; by default they are it themselves. */
type KeyOf<T> = (item: T) => string;

/**
 * A list with what was added, taken out and moved on either side. Moved on both, the order is mine.
 * `known`: what else was mine before, so that what is missing now was taken out by me.
 */
export function mergedList<T>(
  base: readonly T[],
  mine: readonly T[],
  theirs: readonly T[],
  { key = String, known = [] }: { key?: KeyOf<T>; known?: readonly T[] } = {},
): T[] {
  const keysOf = (items: readonly T[]) => new Set(items.map(key));
  const [before, here, there] = [keysOf([...base, ...known]), keysOf(mine), keysOf(theirs)];
  const began = new Map(base.map((item) => [key(item), item]));
  const stays = (item: T) => {
    const of = key(item);
    return before.has(of) ? here.has(of) && (there.has(of) || !began.has(of)) : true;
  };
  const moved = !sameJson(orderOf(base, here, key), orderOf(mine, keysOf(base), key));
  const [order, others] = moved ? [mine, theirs] : [theirs, mine];
  const result = insertedInto(order.filter(stays), others.filter(stays), key);
  const changed = new Map(
    mine.filter((item) => !sameJson(item, began.get(key(item)))).map((item) => [key(item), item]),
  );
  const latest = new Map(theirs.map((item) => [key(item), item]));
  return result.map((item) => changed.get(key(item)) ?? latest.get(key(item)) ?? item);
}

const orderOf = <T>(items: readonly T[], among: ReadonlySet<string>, key: KeyOf<T>) =>
  items.map(key).filter((of) => among.has(of));

/** Each of the others goes after the one that it followed. */
function insertedInto<T>(order: readonly T[], others: readonly T[], key: KeyOf<T>): T[] {
  const result = [...order];
  others.forEach((item, index) => {
    if (result.some((one) => key(one) === key(item))) return;
    const before = others[index - 1];
    const place = before ? result.findIndex((one) => key(one) === key(before)) : -1;
    result.splice(place + 1, 0, item);
  });
  return result;
}

/** Times are merged one by one; every other choice is whole. Rather mine than what cannot be. */
export function mergedReminders(
  base: Reminders | undefined,
  mine: Reminders,
  theirs: Reminders | undefined,
): Reminders {
  if (!base || !theirs) return mine;
  const chosenHere = Object.entries(mine).filter(
    ([name, choice]) => !sameJson(choice, base[name as keyof Reminders]),
  );
  const merged: Reminders = {
    ...theirs,
    ...Object.fromEntries(chosenHere),
    times: mergedList(base.times, mine.times, theirs.times).sort(),
  };
  return reminderFault(merged) ? mine : merged;
}

/**
 * A change made here, on top of what the server says now: lists are merged item by item, and what the
 * server has already is left out.
 */
export function mergedChange(
  change: AccountChange,
  { base, sent }: Began,
  server: AccountChange,
): AccountChange {
  const { conditions, measures, questionnaires, reminders } = change;
  const merged: AccountChange = { ...change };
  if (conditions) {
    const known = sent?.conditions ?? [];
    merged.conditions = mergedList(base?.conditions ?? [], conditions, server.conditions ?? [], {
      known,
    });
  }
  if (measures) {
    const known = sent?.measures ?? [];
    merged.measures = mergedList(base?.measures ?? [], measures, server.measures ?? [], { known });
  }
  if (questionnaires) {
    merged.questionnaires = mergedList(
      base?.questionnaires ?? [],
      questionnaires,
      server.questionnaires ?? [],
      { key: ({ questionnaire }) => questionnaire, known: sent?.questionnaires ?? [] },
    );
  }
  if (reminders)
    merged.reminders = mergedReminders(
      base?.reminders ?? undefined,
      reminders,
      server.reminders ?? undefined,
    );
  return unlike(server, merged);
}

/** The members of a change that say something else than the account. */
function unlike(account: AccountChange, change: AccountChange): AccountChange {
  const held = account as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(change).filter(([name, value]) => !sameJson(value, held[name])),
  );
}
