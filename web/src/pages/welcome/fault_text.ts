/** Why a form about the account was refused, in the patient's words. */
import { m } from '#messages';
import { Problem } from '#data/api.ts';
import { requestFault } from '../forms/request_fault.ts';

export interface FormFaults {
  /** About the whole form. */
  general?: string;
  username?: string;
  password?: string;
  /** The server does not know the time zone. */
  zone?: string;
  /** When the server went back to an earlier state: that may be why the two do not belong together. */
  restoredAt?: string;
}

/** `mismatch` is said of a name with something secret that does not belong to it. */
export function faultsOf(cause: unknown, mismatch: string): FormFaults {
  const problem = cause instanceof Problem ? cause : undefined;
  const at = (end: string) => problem?.faults.some(({ pointer }) => pointer?.endsWith(end));
  if (problem?.code === 'username_taken') return { username: m.fault_username_taken() };
  if (at('password')) return { password: m.fault_weak_password() };
  if (at('time_zone')) return { zone: m.zone_unknown_to_server() };
  if (at('username')) return { username: m.fault_username() };
  const general = requestFault(cause, ({ status }) => (status === 401 ? mismatch : undefined));
  return { general, ...(problem?.restoredAt && { restoredAt: problem.restoredAt }) };
}
