/** Why the server did not do what it was asked for, in the patient's words, whatever the cause. */
import { m } from '#messages';
import { Problem, SessionEnded, Unreachable } from '#data/api.ts';
import { deviceFault } from './fault_text.ts';
import { problemInWords } from './in_words.ts';

/** `own`: the words for a problem that only the caller can explain. */
export async function requestFault(
  cause: unknown,
  own?: (problem: Problem) => string | undefined,
): Promise<string> {
  if (cause instanceof Unreachable) return m.fault_unreachable();
  if (cause instanceof SessionEnded) return m.sync_sign_in_again();
  if (!(cause instanceof Problem)) return deviceFault(cause) ?? m.fault_unknown();
  return own?.(cause) ?? problemInWords(cause).catch(() => m.fault_unknown());
}

/** What browsers call a file that cannot be read: deleted, moved or locked since it was chosen. */
const UNREADABLE = ['NotFoundError', 'NotReadableError', 'SecurityError'];

/** The same for a file that is sent. */
export async function fileFaultText(
  cause: unknown,
  own?: (problem: Problem) => string | undefined,
): Promise<string> {
  const unreadable = cause instanceof DOMException && UNREADABLE.includes(cause.name);
  return unreadable ? m.file_unreadable() : requestFault(cause, own);
}
