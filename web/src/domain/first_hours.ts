/** Which questions the hours after a treatment ask first, when nobody wants to read eight of them. */
import { SELF_HARM, type Measure } from './measures.ts';

const FIRST = 2;

/**
 * The two that were chosen; then thoughts of self-harm, which no check-in leaves out where they are
 * followed. `chosen`: ids, in order; one that is no longer followed counts for nothing, and the first of
 * `followed` fill its place.
 */
export function firstHours(
  followed: readonly Measure[],
  chosen: readonly string[],
): { first: Measure[]; rest: Measure[] } {
  const others = followed.filter(({ id }) => id !== SELF_HARM);
  const picked = chosen.flatMap((id) => others.find((one) => one.id === id) ?? []);
  const filled = [...new Set([...picked, ...others])].slice(0, FIRST);
  return {
    first: [...filled, ...followed.filter(({ id }) => id === SELF_HARM)],
    rest: others.filter((one) => !filled.includes(one)),
  };
}
