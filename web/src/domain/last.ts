/** The ends of lists. `.at(-1)` and `.findLast` are younger than the oldest browsers that must work. */

/** The last of a list; nothing where it is empty. */
export const last = <T>(list: readonly T[]): T | undefined => list[list.length - 1];

/** The last of those that fit, with its place in the list. */
export const lastWhere = <T>(
  list: readonly T[],
  fits: (one: T, index: number) => boolean,
): T | undefined => last(list.filter(fits));
