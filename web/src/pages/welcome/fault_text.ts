/** Why a form about the account was refused, in the patient's words. */
import { m } from '#messages';
import { Problem, Unreachable } from '#data/api.ts';

export interface FormFaults {
  /** About the whole form. */
  general?: string;
  username?: string;
  password?: string;
}

/** `mismatch` is said of a name with something secret that does not belong to it. */
export function faultsOf(cause: unknown, mismatch: string): FormFaults {
  if (cause instanceof Unreachable) return { general: m.fault_unreachable() };
  if (!(cause instanceof Problem)) throw cause;
  if (cause.code === 'username_taken') return { username: m.fault_username_taken() };
  if (cause.status === 401) return { general: mismatch };
  if (cause.status === 429 || cause.status === 503) return { general: m.fault_busy() };
  const at = (end: string) => cause.faults.some(({ pointer }) => pointer?.endsWith(end));
  if (at('password')) return { password: m.fault_weak_password() };
  if (at('username')) return { username: m.fault_username() };
  return { general: m.fault_unknown() };
}
