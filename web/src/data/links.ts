/** The patient's links for clinicians. Their secrets are kept on this device alone. */
import type { ShareForm, ShareLinks, Visit, Whose } from '#domain/share.ts';
import type { Told } from '#domain/told.ts';
import { callDone, callJson } from './api.ts';
import { requireOwner, write } from './database.ts';
import { fact } from './facts.ts';

/** A fact beside the journal: signing out wipes it with everything else. */
const KEPT = 'links';
type Kept = Record<string, ShareLinks>;
/** Whose journal the latest link said it is: so that it need not be written again on this device. */
const WHOSE = 'whose';

/** `damaged`: the ids of those that the server cannot read: they show nothing to anyone. */
export type Shares = Told<'Shares'>;

export function shares(): Promise<Shares> {
  return callJson<Shares>('/shares');
}

/** Makes a link; its id is answered, its secrets are kept here. */
export async function makeShare(form: ShareForm): Promise<string> {
  const made = await callJson<Told<'NewLink'>>('/shares', { method: 'POST', json: form });
  const { id, url, smart_health_link } = made;
  await change((kept) => ({ ...kept, [id]: { url, smart_health_link } }));
  if (form.patient) await keepWhose(form.patient);
  return id;
}

/** Nothing for a link that was made on another device. */
export async function linksOf(id: string): Promise<ShareLinks | undefined> {
  return (await fact<Kept>(KEPT))?.[id];
}

/** What the latest link said; nothing where none did on this device. */
export const whoseBefore = (): Promise<Whose | undefined> => fact<Whose>(WHOSE);

async function keepWhose(whose: Whose): Promise<void> {
  await write(['facts'], async (transaction) => {
    await requireOwner(transaction);
    await transaction.objectStore('facts').put(whose, WHOSE);
  });
}

export async function visitsOf(id: string): Promise<Visit[]> {
  return (await callJson<Told<'Visits'>>(`/shares/${id}/visits`)).items;
}

export async function revoke(id: string): Promise<void> {
  await callDone(`/shares/${id}`, { method: 'DELETE' });
  await change((kept) => Object.fromEntries(Object.entries(kept).filter(([of]) => of !== id)));
}

async function change(how: (kept: Kept) => Kept): Promise<void> {
  await write(['facts'], async (transaction) => {
    await requireOwner(transaction);
    const facts = transaction.objectStore('facts');
    await facts.put(how(((await facts.get(KEPT)) as Kept | undefined) ?? {}), KEPT);
  });
}
