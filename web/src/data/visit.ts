/** What the page behind a link asks of the server: with the link's secret, never in a patient's name. */
import type { SharedJournal } from '#domain/share.ts';
import { isGenuine } from './genuine.ts';
import { patience } from './patience.ts';

/** The link needs a passcode, or another than the one given. */
export class PasscodeAsked extends Error {
  constructor(
    readonly wrong: boolean,
    readonly remaining: number | undefined,
  ) {
    super('a passcode is asked for');
  }
}

/** Expired, ended, used up, or never made: all alike. */
export class NotActive extends Error {}

/** No answer, or none that can be used. */
export class NoAnswer extends Error {}

export interface Key {
  token: string;
  passcode?: string | undefined;
}

const PATIENCE_MS = 30_000;

export async function sharedJournal(key: Key): Promise<SharedJournal> {
  const answer = await visit('', key);
  return arrived(answer.json() as Promise<SharedJournal>);
}

/** A file can be in another language than the link's or the patient's. */
export async function sharedFile(
  name: 'report.pdf' | 'fhir',
  key: Key,
  language?: string,
): Promise<Blob> {
  const query = language ? `?language=${encodeURIComponent(language)}` : '';
  const answer = await visit(`/${name}${query}`, key);
  return arrived(answer.blob());
}

/** Whether the link still shows anything; this is no visit, and no passcode is tried. */
export async function stillActive({ token }: Key): Promise<boolean> {
  try {
    await visit('/live', { token });
    return true;
  } catch (cause) {
    if (cause instanceof NotActive) return false;
    throw cause;
  }
}

async function visit(path: string, { token, passcode }: Key): Promise<Response> {
  const headers: Record<string, string> = { authorization: `Share ${token}` };
  if (passcode !== undefined) headers['share-passcode'] = encodeURIComponent(passcode);
  const response = await fetch(`/api/v1/shared${path}`, {
    headers,
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
    signal: patience(PATIENCE_MS),
  }).catch((cause: unknown) => {
    throw new NoAnswer('no answer', { cause });
  });
  // The page of somebody in between says nothing about the link, whatever its status.
  if (!isGenuine(response)) throw new NoAnswer('not an answer of this server');
  if (response.ok) return response;
  const said = await arrived<{ code: string; remainingAttempts?: number }>(response.json());
  if (said.code === 'link_not_active') throw new NotActive();
  if (response.status !== 401) throw new NoAnswer(String(response.status));
  // The last wrong one has ended the link.
  if (said.remainingAttempts === 0) throw new NotActive();
  throw new PasscodeAsked(said.code === 'wrong_passcode', said.remainingAttempts);
}

/** The rest of an answer; its network may be gone before it has all come. */
function arrived<T>(body: Promise<T>): Promise<T> {
  return body.catch((cause: unknown) => {
    throw new NoAnswer('the answer broke off', { cause });
  });
}
