/** The questions of questionnaires: only the server reads the files they come from; kept for offline. */
import type { Form, QuestionnaireId } from '#domain/questionnaires.ts';
import type { Told } from '#domain/told.ts';
import { fresh, kept } from './answers.ts';
import { callDone, callJson } from './api.ts';
import { announce } from './changes.svelte.ts';

export type Imported = Told<'KnownQuestionnaire'>;
type Answer = Told<'Questionnaires'>;

const PATH = '/questionnaires';

/** As this device last heard of them. */
export async function knownForms(): Promise<Imported[]> {
  return (await kept<Answer>(PATH))?.answer.items ?? [];
}

/** The questions of one, asked for where this device has not heard of them yet. */
export async function formOf(id: string): Promise<Form | undefined> {
  const known = async () => (await knownForms()).find((one) => one.id === id)?.form;
  const form = await known();
  if (form) return form;
  await askForForms().catch(() => undefined);
  return (await known()) ?? undefined;
}

/** Asks anew; pages that show them follow. Throws where the server cannot be asked. */
export async function askForForms(): Promise<void> {
  const known = await kept<Answer>(PATH);
  const heard = await fresh(PATH, known);
  if (heard.etag !== known?.etag) announce();
}

export async function importForm(resource: unknown): Promise<Imported> {
  const imported = await callJson<Imported>(PATH, { method: 'POST', json: resource });
  await askForForms();
  return imported;
}

export async function removeForm(id: QuestionnaireId): Promise<void> {
  await callDone(`${PATH}/${id}`, { method: 'DELETE' });
  await askForForms();
}
