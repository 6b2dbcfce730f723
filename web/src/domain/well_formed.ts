/**
 * Texts as every reader takes them. An emoji is two units of a text; where one of them was cut off
 * (by a keyboard, a limit, another app), the other is no character, and no server can read the text.
 */
const HALF = /\p{Cs}/gu;

/** The same value; in each of its texts half a character became the sign for what cannot be read. */
export function wellFormed<T>(value: T): T {
  if (typeof value === 'string') return value.replace(HALF, '\ufffd') as T;
  if (Array.isArray(value)) return value.map(wellFormed) as T;
  if (typeof value !== 'object' || !value) return value;
  return Object.fromEntries(Object.entries(value).map((member) => member.map(wellFormed))) as T;
}
