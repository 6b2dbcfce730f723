/** Journals from elsewhere: what a file would become, and bringing it in. The server reads the files. */
import type { Column } from '#domain/columns.ts';
import type { Day } from '#domain/day.ts';
import type { Origin } from '#domain/origins.ts';
import type { CheckIn } from '#domain/records.ts';
import { callJson } from './api.ts';
import { uploading } from './upload.ts';

export interface Preview {
  /** The app whose file it is, and what people call it. */
  format: string;
  app: string;
  /** Entries that are otherwise in the journal. */
  changed: { id: string }[];
  check_ins: number;
  from: Day | null;
  to: Day | null;
  /** The first of them, as they would be. */
  first: CheckIn[];
  /** The measures that are made for their scores. */
  measures: { id: string; question: string; min: number; max: number }[];
  /** What has no place here. */
  dropped: { what: string; times: number }[];
  /** What is kept to the nearest whole number. */
  rounded: { what: string; times: number }[];
  /** Those without a score must be given one. */
  moods: { label: string; score?: number }[];
  /** Of a table that no app wrote. */
  columns: Column[];
}

export interface Imported {
  imported: number;
  unchanged: number;
  kept: number;
  /** Brought up to date; absent when there is none. */
  updated?: number;
}

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
