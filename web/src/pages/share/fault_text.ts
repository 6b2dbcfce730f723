/** Why a link could not be made, read or ended, in the patient's words. */
import { m } from '#messages';
import { Problem, SessionEnded, Unreachable } from '#data/api.ts';

export function faultText(cause: unknown): string {
  if (cause instanceof Unreachable) return m.share_offline();
  if (cause instanceof SessionEnded) return m.sync_sign_in_again();
  if (!(cause instanceof Problem)) throw cause;
  if (cause.status === 422) return m.share_fault_fields();
  return cause.status === 429 || cause.status === 503 ? m.fault_busy() : m.fault_unknown();
}
