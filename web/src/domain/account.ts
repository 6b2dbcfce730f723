/** An account as the server tells it, and changes of it that wait on this device. */
import { sameJson } from './equal.ts';
import type { Condition } from './measures.ts';
import { mergedList, mergedReminders } from './merging.ts';
import type { Regular } from './questionnaires.ts';
import type { Reminders } from './reminders.ts';

export interface Account {
  /** Absent on a device that last heard of the account from an earlier server. */
  id?: string;
  username: string;
  time_zone: string;
  locale: string;
  country: string | null;
  conditions: Condition[];
  measures: string[];
  /** Absent on a device that last heard of the account before there were any. */
  questionnaires?: Regular[];
  /** Absent until they chose. */
  reminders?: Reminders;
  created_at: string;
}

export type AccountChange = Partial<Omit<Account, 'id' | 'username' | 'created_at'>>;

/** Not by its name: who erased an account may open another one of the same name. */
export const isSameAccount = (one: Account, other: Account): boolean =>
  one.id && other.id
    ? one.id === other.id
    : one.username === other.username && one.created_at === other.created_at;

/** What a change of the account began from. */
export interface Began {
  /** The server's last word before the change; absent where an earlier version of the app made it. */
  base?: AccountChange | undefined;
  /** What was sent of it without an answer: the server may hold that. */
  sent?: AccountChange | undefined;
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
  if (reminders) merged.reminders = mergedReminders(base?.reminders, reminders, server.reminders);
  return unlike(server, merged);
}

/** The members of a change that say something else than the account. */
function unlike(account: AccountChange, change: AccountChange): AccountChange {
  const held = account as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(change).filter(([name, value]) => !sameJson(value, held[name])),
  );
}
