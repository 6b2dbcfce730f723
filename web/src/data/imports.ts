/** Journals from elsewhere: what a file would become, and bringing it in. The server reads the files. */
import type { Day } from '#domain/day.ts';
import type { Origin } from '#domain/origins.ts';
import { callJson } from './api.ts';
import { uploading } from './upload.ts';

export interface Preview {
  check_ins: number;
  from: Day | null;
  to: Day | null;
  measures: { question: string; min: number; max: number }[];
  /** What has no place here. */
  dropped: { what: string; times: number }[];
  /** Those without a score must be given one. */
  moods: { label: string; score?: number }[];
}

export interface Imported {
  imported: number;
  unchanged: number;
  kept: number;
}

/** How good each mood is, from 1 to 5. */
export type Moods = Record<string, number>;

type Onsent = (part: number) => void;

/** Writes nothing. */
export const previewImport = (file: Blob, origin: Origin, moods: Moods, onsent: Onsent) =>
  send<Preview>('/imports/preview', { file, origin, moods }, onsent);

export const importJournal = (file: Blob, origin: Origin, moods: Moods, onsent: Onsent) =>
  send<Imported>('/imports', { file, origin, moods }, onsent);

interface Sent {
  file: Blob;
  origin: Origin;
  moods: Moods;
}

function send<T>(path: string, { file, origin, moods }: Sent, onsent: Onsent): Promise<T> {
  const chosen = encodeURIComponent(JSON.stringify(moods));
  return callJson<T>(`${path}?format=${origin}&moods=${chosen}`, {
    method: 'POST',
    body: file,
    headers: { 'content-type': 'application/octet-stream' },
    send: uploading(onsent),
  });
}
