/** One fetch for the whole app: the access token, one renewal of it, and problems as a type. */
import type { Told } from '#domain/told.ts';
import { wellFormed } from '#domain/well_formed.ts';
import { isGenuine, isJson } from './genuine.ts';
import { patience } from './patience.ts';

/** What the server says: a code, which the app says in its own words (src/pages/said), and English. */
export interface Said {
  code: string;
  /** Of an older server: none. */
  params?: Record<string, unknown>;
  detail: string;
  /** The column of a file that it is about. */
  column?: string;
}

export interface BodyFault extends Said {
  pointer?: string;
  line?: number;
}

/** The server answered and said no (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly faults: readonly BodyFault[] = [],
    readonly retryAfterSeconds?: number,
    /** When this server went back to an earlier state, if ever: of that the refusal may come. */
    readonly restoredAt?: string,
    readonly params: Record<string, unknown> = {},
  ) {
    super(detail);
  }
}

/**
 * No answer of this server came: no network, a server that is down or takes too long, or somebody in
 * between who answered in its place (then with this status).
 */
export class Unreachable extends Error {
  status?: number;
}

/** The refresh token is spent or was ended: only signing in again helps. `why`: what the server said. */
export class SessionEnded extends Error {
  constructor(readonly why?: Problem) {
    super();
  }
}

export type Granted = Pick<Told<'SignedIn'>, 'access_token' | 'expires_in' | 'session_id'>;

const BASE = '/api/v1';
const PATIENCE_MS = 20_000;
/** Even a poor network carries as much: what is sent gets so much more time. */
const LEAST_BYTES_PER_MS = 4;
/** For a file that may be large. */
export const FILE_PATIENCE_MS = 15 * 60_000;

let token: string | undefined;
let renewing: Promise<void> | undefined;

export function grant(granted: Granted | undefined): void {
  token = granted?.access_token;
}

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  json?: unknown;
  /** A file, instead of `json`. */
  body?: Blob;
  headers?: Record<string, string>;
  /** How long the whole answer may take, in place of the usual time. */
  patienceMs?: number;
  /** In place of fetch. */
  send?: (url: string, init: RequestInit) => Promise<Response>;
}

/** A call that needs no session (signing up, in, recovering). */
export async function callOpen<T>(path: string, call: Call = {}): Promise<T> {
  const response = await reach(path, call, undefined);
  if (!response.ok) throw await problemOf(response);
  return jsonOf<T>(response);
}

/** A call in the patient's name; an expired access token is renewed once. */
export async function call(path: string, options: Call = {}): Promise<Response> {
  if (!token) await renew();
  let response = await reach(path, options, token);
  if (response.status === 401) {
    const problem = await problemOf(response);
    if (problem.code === 'insufficient_user_authentication') throw problem;
    await renew();
    response = await reach(path, options, token);
  }
  if (!response.ok && response.status !== 304) throw await problemOf(response);
  return response;
}

export async function callJson<T>(path: string, options: Call = {}): Promise<T> {
  return jsonOf<T>(await call(path, options));
}

/** A call that is answered with nothing but that it was done. */
export async function callDone(path: string, options: Call): Promise<void> {
  const { status } = await call(path, options);
  if (status !== 204) throw notOurs(status);
}

/** The JSON of an answer, as it came. */
export async function jsonTextOf(response: Response): Promise<string> {
  if (!isJson(response)) throw notOurs(response.status);
  return arrived(response.text());
}

/** The rest of an answer; its network may be gone before it has all come. */
export async function arrived<T>(body: Promise<T>): Promise<T> {
  return body.catch((cause: unknown) => {
    throw new Unreachable('the answer broke off', { cause });
  });
}

/** What an answer says, if it is this server's JSON. */
export async function jsonOf<T>(response: Response): Promise<T> {
  const text = await jsonTextOf(response);
  try {
    return JSON.parse(text) as T;
  } catch {
    throw notOurs(response.status);
  }
}

async function reach(path: string, options: Call, bearer: string | undefined): Promise<Response> {
  const { method = 'GET', json, headers = {}, patienceMs, send = fetch } = options;
  const body = json === undefined ? (options.body ?? null) : JSON.stringify(wellFormed(json));
  const sent = typeof body === 'string' ? body.length : 0;
  let response: Response;
  try {
    response = await send(BASE + path, {
      method,
      headers: {
        ...headers,
        ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body,
      cache: 'no-store',
      // This server leads nobody elsewhere.
      redirect: 'error',
      signal: patience(patienceMs ?? PATIENCE_MS + Math.ceil(sent / LEAST_BYTES_PER_MS)),
    });
  } catch (cause) {
    throw new Unreachable('no answer', { cause });
  }
  if (!isGenuine(response)) throw notOurs(response.status);
  return response;
}

function notOurs(status: number): Unreachable {
  return Object.assign(new Unreachable('not an answer of this server'), { status });
}

/** All who need a new token at once wait for the same renewal. */
function renew(): Promise<void> {
  renewing ??= renewOnce().finally(() => (renewing = undefined));
  return renewing;
}

async function renewOnce(): Promise<void> {
  token = undefined;
  const response = await reach('/sessions/refresh', { method: 'POST' }, undefined);
  if (response.status === 401) throw new SessionEnded(await problemOf(response));
  if (!response.ok) throw await problemOf(response);
  grant(await jsonOf<Granted>(response));
}

async function problemOf(response: Response): Promise<Problem> {
  // Of somebody in between it may be anything, and of an older server less.
  const said = await jsonOf<Partial<Omit<Told<'Problem'>, 'errors'>> & { errors?: BodyFault[] }>(
    response,
  );
  const wait = Number(response.headers.get('retry-after'));
  return new Problem(
    response.status,
    said.code ?? 'unknown',
    said.detail ?? said.title ?? response.statusText,
    said.errors ?? [],
    wait > 0 ? wait : undefined,
    said.restored_at,
    said.params,
  );
}
