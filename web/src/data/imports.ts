/** Journals from elsewhere: what a file would become, and bringing it in. The server reads the files. */
import type { Origin } from '#domain/origins.ts';
import type { Told as Shape } from '#domain/told.ts';
import { callJson } from './api.ts';
import { uploading } from './upload.ts';

/** What a file would become; moods without a score must be given one, columns are of a table that no app wrote. */
export type Preview = Shape<'Preview'>;
export type Imported = Shape<'Imported'>;

/** What the patient says of a file that it does not say itself. */
export interface Told {
  /** How good each mood is, from 1 to 5. */
  moods?: Record<string, number>;
  /** What each column of a table is. */
  columns?: Record<string, string>;
  /** What becomes of entries that are otherwise in the journal. */
  changed?: Changed;
}

export type Changed = 'mine' | 'theirs' | 'both';

type Onsent = (part: number) => void;

/** Writes nothing. */
export const previewImport = (file: Blob, origin: Origin, told: Told, onsent: Onsent) =>
  send<Preview>('/imports/preview', { file, origin, told }, onsent);

export const importJournal = (file: Blob, origin: Origin, told: Told, onsent: Onsent) =>
  send<Imported>('/imports', { file, origin, told }, onsent);

interface Sent {
  file: Blob;
  origin: Origin;
  told: Told;
}

function send<T>(path: string, { file, origin, told }: Sent, onsent: Onsent): Promise<T> {
  const asked = new URLSearchParams({ format: origin });
  const { changed, ...others } = told;
  if (changed) asked.set('changed', changed);
  for (const [name, said] of Object.entries(others)) asked.set(name, JSON.stringify(said));
  return callJson<T>(`${path}?${asked}`, {
    method: 'POST',
    body: file,
    headers: { 'content-type': 'application/octet-stream' },
    send: uploading(onsent),
  });
}
