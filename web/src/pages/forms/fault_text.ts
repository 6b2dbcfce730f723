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

/** Why this device did not keep it; `undefined` where that was not the reason. */
export function deviceFault(cause: unknown): string | undefined {
  const name = cause instanceof Error || cause instanceof DOMException ? cause.name : '';
  if (name === 'QuotaExceededError') return m.save_full();
  return REFUSED.includes(name) ? m.save_refused() : undefined;
}

export async function saveFaultText(cause: unknown): Promise<string> {
  await loadMessages('journal');
  const isRange = cause instanceof RangeError;
  return deviceFault(cause) ?? (isRange ? m.save_range() : m.save_failed());
}
