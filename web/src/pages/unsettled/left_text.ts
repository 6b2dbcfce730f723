/** What is left of an entry that cannot be read, without what only the app needs. */

/** Of a row, not of what somebody wrote. */
const OWN = [
  'id',
  'kind',
  'revision',
  'base_revision',
  'stamp',
  'sent',
  'upon',
  'aside',
  'said',
  'day',
];

/** Each text and number with the name that it has, line by line; what is no JSON as it is. */
export function leftLines(raw: string): string[] {
  if (raw === '') return [];
  try {
    return linesOf(JSON.parse(raw));
  } catch {
    return [raw];
  }
}

function linesOf(value: unknown, name = ''): string[] {
  if (value === null || value === undefined || value === '') return [];
  if (typeof value !== 'object') return [name ? `${name}: ${String(value)}` : String(value)];
  if (Array.isArray(value)) return value.flatMap((item) => linesOf(item, name));
  return Object.entries(value)
    .filter(([key]) => !OWN.includes(key))
    .flatMap(([key, member]) => linesOf(member, key));
}
