/** The patient's links for clinicians. Their secrets are kept on this device alone. */
import type { ShareForm, ShareLinks, Visit } from '#domain/share.ts';
import type { Told } from '#domain/told.ts';
import { callDone, callJson } from './api.ts';
import { requireOwner, write } from './database.ts';
import { fact } from './facts.ts';

/** A fact beside the journal: signing out wipes it with everything else. */
const KEPT = 'links';
type Kept = Record<string, ShareLinks>;

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
  return id;
}

/** Nothing for a link that was made on another device. */
export async function linksOf(id: string): Promise<ShareLinks | undefined> {
  return (await fact<Kept>(KEPT))?.[id];
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
