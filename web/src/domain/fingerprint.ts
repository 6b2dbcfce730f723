/**
 * By what an earlier body of a record is known again without keeping it: what was deleted is not to
 * lie about. It tells apart what a person writes; it is no secret, and no defence against forgery.
 */
export function fingerprint(value: unknown): string {
  let [low, high] = [0x811c9dc5, 0x01234567];
  for (const unit of canonical(value)) {
    const code = unit.codePointAt(0) ?? 0;
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code ^ (low >>> 7), 0x5bd1e995);
  }
  return (low >>> 0).toString(36) + (high >>> 0).toString(36);
}

/** As JSON, whatever the order of an object's members. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) =>
    typeof member !== 'object' || !member || Array.isArray(member)
      ? member
      : Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1))),
  );
