/** What the page behind a link asks of the server: with the link's secret, never in a patient's name. */
import type { SharedJournal } from '#domain/share.ts';

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
  return (await (await visit('', key)).json()) as SharedJournal;
}

export async function sharedFile(name: 'report.pdf' | 'fhir', key: Key): Promise<Blob> {
  return (await visit(`/${name}`, key)).blob();
}

async function visit(path: string, { token, passcode }: Key): Promise<Response> {
  const headers: Record<string, string> = { authorization: `Share ${token}` };
  if (passcode !== undefined) headers['share-passcode'] = encodeURIComponent(passcode);
  const response = await fetch(`/api/v1/shared${path}`, {
    headers,
    cache: 'no-store',
    credentials: 'omit',
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch((cause: unknown) => {
    throw new NoAnswer('no answer', { cause });
  });
  if (response.ok) return response;
  if (response.status === 404) throw new NotActive();
  if (response.status !== 401) throw new NoAnswer(String(response.status));
  const said = (await response.json()) as { code: string; remainingAttempts?: number };
  // The last wrong one has ended the link.
  if (said.remainingAttempts === 0) throw new NotActive();
  throw new PasscodeAsked(said.code === 'wrong_passcode', said.remainingAttempts);
}
