/** Whether an answer is this server's: a network in between may answer in its place, with its login page say. */

/** The header that this server puts on each of its answers (src/server/headers.rs). */
const MARK = 'afterglow';

export function isGenuine(response: Response): boolean {
  return !response.redirected && response.headers.has(MARK);
}

/** Whether it says that it holds JSON, a problem included. */
export function isJson(response: Response): boolean {
  const type = response.headers.get('content-type') ?? '';
  return /^application\/([\w.-]+\+)?json\b/.test(type);
}
