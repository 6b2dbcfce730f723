/** What was begun in a form and not saved: a call, a closed tab, and it is still there. */
import type { Day } from '#domain/day.ts';
import { sameJson } from '#domain/equal.ts';
import type { RecordId } from '#domain/id.ts';
import type { Bodies, Identified, Kind } from '#domain/records.ts';
import { ACCOUNT, write } from './database.ts';
import { fact } from './facts.ts';

/** What a form is about: the record it edits, the day of a new one, or just a new one. */
type About = Identified<Bodies[Kind]> | Day | undefined;

/** What a form held, and the record it was editing, as that was when its editing began. */
interface Begun {
  form: unknown;
  of?: About;
}

/** The fact a draft is kept as: one for each record that is edited, or day written about. */
export const draftKey = (kind: Kind, about: RecordId | Day = 'new'): string =>
  `draft ${kind} ${about}`;

const keyOf = (kind: Kind, about: About) =>
  draftKey(kind, typeof about === 'object' ? about.id : about);

/** Nothing where the record has changed meanwhile: saving the draft would undo that unseen. */
export async function draft<Form>(kind: Kind, about: About): Promise<Form | undefined> {
  const begun = await fact<Begun>(keyOf(kind, about));
  return begun && sameJson(begun.of, about) ? (begun.form as Form) : undefined;
}

/** Without a form, what was begun is given up. */
export async function keepDraft(kind: Kind, about: About, form: unknown): Promise<void> {
  await write(['facts'], async (transaction) => {
    const facts = transaction.objectStore('facts');
    // Another tab has signed out: nothing of a person may come back.
    if ((await facts.get(ACCOUNT)) === undefined) return;
    if (form === undefined) await facts.delete(keyOf(kind, about));
    else await facts.put({ form, of: about } satisfies Begun, keyOf(kind, about));
  });
}
