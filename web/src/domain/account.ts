/** An account as the server tells it, and changes of it that wait on this device. */
import type { Schemas, Told } from './told.ts';

/** Without an `id`, or questionnaires, where this device last heard of the account from an earlier server. */
export type Account = Omit<Told<'Account'>, 'id' | 'questionnaires'> &
  Partial<Pick<Told<'Account'>, 'id' | 'questionnaires'>>;

/** The app sends reminders whole, also where the server could do without a part of them. */
export type AccountChange = Omit<Schemas['AccountChange'], 'reminders'> & {
  reminders?: Schemas['Reminders'] | null;
};

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
