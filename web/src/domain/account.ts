/** An account as the server tells it, and changes of it that wait on this device. */
import type { Condition } from './measures.ts';
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
  /** The two that the hours after a treatment ask first; absent until they chose. */
  first_hours?: string[];
  /** Absent on a device that last heard of the account before there were any. */
  questionnaires?: Regular[];
  /** Absent until they chose. */
  reminders?: Reminders;
  created_at: string;
  /** The server cannot read what was chosen, and tells it as when the account was opened. */
  damaged?: true;
  /** The server does not know the rules of `time_zone`, and reminds by UTC until another is chosen. */
  time_zone_unknown?: true;
}

export type AccountChange = Partial<
  Omit<Account, 'id' | 'username' | 'created_at' | 'damaged' | 'time_zone_unknown'>
>;

/** All that was chosen for a journal, for another account or a file; what was never chosen is absent. */
export function chosenIn(account: Account): AccountChange {
  const { conditions, measures, country, first_hours, questionnaires, reminders } = account;
  return {
    ...{ conditions, measures, country },
    ...(first_hours && { first_hours }),
    ...(questionnaires && { questionnaires }),
    ...(reminders && { reminders }),
  };
}

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
