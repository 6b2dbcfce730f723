/** How long an answer is waited for. */

/** A signal that ends a request after so many milliseconds: `AbortSignal.timeout`, where that is unknown, too. */
export function patience(ms: number): AbortSignal {
  const ending = new AbortController();
  setTimeout(() => ending.abort(), ms);
  return ending.signal;
}
