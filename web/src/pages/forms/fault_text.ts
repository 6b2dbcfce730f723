/** Why something could not be saved, in words. */
import { loadMessages, m } from '#messages';

/** What browsers call a database that they refuse, or have taken away. */
const REFUSED = [
  'InvalidStateError',
  'NotFoundError',
  'NotReadableError',
  'SecurityError',
  'UnknownError',
  'VersionError',
];

export async function saveFaultText(cause: unknown): Promise<string> {
  await loadMessages('journal');
  const name = cause instanceof Error || cause instanceof DOMException ? cause.name : '';
  if (name === 'QuotaExceededError') return m.save_full();
  if (REFUSED.includes(name)) return m.save_refused();
  return name === 'RangeError' ? m.save_range() : m.save_failed();
}
