/** Why the server would not do it, in the patient's words. */
import { m } from '#messages';
import { Problem, SessionEnded, Unreachable } from '#data/api.ts';

export function faultText(cause: unknown): string {
  if (cause instanceof Unreachable) return m.fault_unreachable();
  if (cause instanceof SessionEnded) return m.sync_sign_in_again();
  if (!(cause instanceof Problem)) throw cause;
  if (cause.status === 401 || cause.status === 403) return m.fault_wrong_password();
  if (cause.status === 422) return m.fault_weak_password();
  if (cause.status === 429 || cause.status === 503) return m.fault_busy();
  return m.fault_unknown();
}
