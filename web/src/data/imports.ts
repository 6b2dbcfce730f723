/** Journals from elsewhere: what a file would become, and bringing it in. The server reads the files. */
import type { Origin } from '#domain/origins.ts';
import type { Told as Shape } from '#domain/told.ts';
import { callJson, FILE_PATIENCE_MS, Problem } from './api.ts';
import { uploading } from './upload.ts';

/** What a file would become; moods without a score must be given one, columns are of a table that no app wrote. */
export type Preview = Shape<'Preview'>;
export type Imported = Shape<'Imported'>;
export type ChangedEntry = Preview['changed'][number];
export type Outcome = Preview['outcomes'][number];

/** What the patient says of a file that it does not say itself. */
export interface Told {
  /** How good each mood is, from 1 to 5. */
  moods?: Record<string, number>;
  /** What each column of a table is. */
  columns?: Record<string, string>;
  /** Of a table: the line that names its columns. */
  header?: number;
  /** The medicines that are treatments. */
  treatments?: string[];
  /** What becomes of entries that are otherwise in the journal. */
  changed?: Changed;
  /** What becomes of single ones of them, by the ids of the preview. */
  entries?: Record<string, Changed>;
}

export type Changed = 'mine' | 'theirs' | 'both';

type Onsent = (part: number) => void;

/** A file, and by what the server knows it if it was sent before. */
export interface Sent {
  file: Blob;
  kept?: string | undefined;
  origin: Origin;
}

/** Writes nothing. */
export const previewImport = (sent: Sent, told: Told, onsent: Onsent) =>
  send<Preview>('/imports/preview', sent, told, onsent);

export const importJournal = (sent: Sent, told: Told, onsent: Onsent) =>
  send<Imported>('/imports', sent, told, onsent);

/** Sends the file only where the server has it no longer. */
async function send<T>(path: string, sent: Sent, told: Told, onsent: Onsent): Promise<T> {
  if (sent.kept) {
    onsent(1);
    try {
      return await callJson<T>(`${path}?${query(sent.origin, told, sent.kept)}`, {
        method: 'POST',
        patienceMs: FILE_PATIENCE_MS,
      });
    } catch (cause) {
      if (!(cause instanceof Problem) || cause.status !== 404) throw cause;
    }
  }
  return callJson<T>(`${path}?${query(sent.origin, told)}`, {
    method: 'POST',
    body: sent.file,
    headers: { 'content-type': 'application/octet-stream' },
    send: uploading(onsent),
  });
}

function query(origin: Origin, told: Told, file?: string): URLSearchParams {
  const { moods, columns, treatments, header, changed = 'mine', entries = {} } = told;
  const asked = new URLSearchParams({ format: origin, ...(file && { file }) });
  const json = { moods, columns, treatments };
  for (const [name, said] of Object.entries(json))
    if (said !== undefined) asked.set(name, JSON.stringify(said));
  if (header !== undefined) asked.set('header', String(header));
  if (changed !== 'mine') asked.set('changed', changed);
  for (const choice of ['mine', 'theirs', 'both'] as const) {
    const ids = Object.keys(entries).filter((id) => entries[id] === choice && choice !== changed);
    if (ids.length > 0) asked.set(choice, ids.join(','));
  }
  return asked;
}
