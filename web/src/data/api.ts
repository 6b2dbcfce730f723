/** One fetch for the whole app: the access token, one renewal of it, and problems as a type. */

export interface BodyFault {
  pointer?: string;
  line?: number;
  detail: string;
}

/** The server answered and said no (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly faults: readonly BodyFault[] = [],
    readonly retryAfterSeconds?: number,
  ) {
    super(detail);
  }
}

/** No answer came: no network, a server that is down, or one that takes too long. */
export class Unreachable extends Error {}

/** The refresh token is spent or was ended: only signing in again helps. */
export class SessionEnded extends Error {}

export interface Granted {
  access_token: string;
  expires_in: number;
  session_id: string;
}

const BASE = '/api/v1';
const PATIENCE_MS = 20_000;

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
  /** In place of fetch. */
  send?: (url: string, init: RequestInit) => Promise<Response>;
}

/** A call that needs no session (signing up, in, recovering). */
export async function callOpen(path: string, call: Call = {}): Promise<Response> {
  const response = await reach(path, call, undefined);
  if (!response.ok && response.status !== 304) throw await problemOf(response);
  return response;
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
  return (await (await call(path, options)).json()) as T;
}

async function reach(path: string, options: Call, bearer: string | undefined): Promise<Response> {
  const { method = 'GET', json, body, headers = {}, send = fetch } = options;
  try {
    return await send(BASE + path, {
      method,
      headers: {
        ...headers,
        ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(json === undefined ? { body: body ?? null } : { body: JSON.stringify(json) }),
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch (cause) {
    throw new Unreachable('no answer', { cause });
  }
}

/** All who need a new token at once wait for the same renewal. */
function renew(): Promise<void> {
  renewing ??= renewOnce().finally(() => (renewing = undefined));
  return renewing;
}

async function renewOnce(): Promise<void> {
  token = undefined;
  const response = await reach('/sessions/refresh', { method: 'POST' }, undefined);
  if (response.status === 401) throw new SessionEnded();
  if (!response.ok) throw await problemOf(response);
  grant((await response.json()) as Granted);
}

async function problemOf(response: Response): Promise<Problem> {
  const said = (await response.json().catch(() => ({}))) as {
    code?: string;
    detail?: string;
    title?: string;
    errors?: BodyFault[];
  };
  const wait = Number(response.headers.get('retry-after'));
  return new Problem(
    response.status,
    said.code ?? 'unknown',
    said.detail ?? said.title ?? response.statusText,
    said.errors ?? [],
    wait > 0 ? wait : undefined,
  );
}
