/** What was begun in a form and not saved: a call, a closed tab, and it is still there. */
import type { Day, Instant } from '#domain/day.ts';
import { sameJson } from '#domain/equal.ts';
import type { RecordId } from '#domain/id.ts';
import type { Bodies, Identified, Kind } from '#domain/records.ts';
import { ACCOUNT, write } from './database.ts';
import { fact } from './facts.ts';

/** What a form is about: the record it edits, the day of a new one, or just a new one. */
export type About = Identified<Bodies[Kind]> | Day | undefined;

/** What a form held, when it was begun, and when it was typed in last. */
export interface Begun<Form> {
  form: Form;
  begun: Instant;
  typed: Instant;
}

/** Beside it the record that was edited, as that was when its editing began. */
type Kept<Form> = Begun<Form> & { of?: About };

/** The fact a draft is kept as: one for each record that is edited, or day written about. */
export const draftKey = (kind: Kind, about: RecordId | Day = 'new'): string =>
  `draft ${kind} ${about}`;

const keyOf = (kind: Kind, about: About) =>
  draftKey(kind, typeof about === 'object' ? about.id : about);

/** Nothing where the record has changed meanwhile: saving the draft would undo that unseen. */
export async function draft<Form>(kind: Kind, about: About): Promise<Begun<Form> | undefined> {
  const kept = await fact<Kept<Form>>(keyOf(kind, about));
  // An earlier version of the app kept no times.
  if (!kept?.typed || !sameJson(kept.of, about)) return undefined;
  const { form, begun, typed } = kept;
  return { form, begun, typed };
}

/** Without anything begun, what was kept is given up. */
export async function keepDraft(
  kind: Kind,
  about: About,
  begun: Begun<unknown> | undefined,
): Promise<void> {
  await write(['facts'], async (transaction) => {
    const facts = transaction.objectStore('facts');
    // Another tab has signed out: nothing of a person may come back.
    if ((await facts.get(ACCOUNT)) === undefined) return;
    if (begun === undefined) await facts.delete(keyOf(kind, about));
    else await facts.put({ ...begun, of: about } satisfies Kept<unknown>, keyOf(kind, about));
  });
}
