/** Why a form about the account was refused, in the patient's words. */
import { m } from '#messages';
import { Problem } from '#data/api.ts';
import { inWords } from '../forms/in_words.ts';
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
export async function faultsOf(cause: unknown, mismatch: string): Promise<FormFaults> {
  const problem = cause instanceof Problem ? cause : undefined;
  const at = (end: string) => problem?.faults.filter(({ pointer }) => pointer?.endsWith(end)) ?? [];
  const [password] = await inWords(at('password'));
  if (problem?.code === 'username_taken') return { username: m.fault_username_taken() };
  if (password) return { password };
  if (at('time_zone').length > 0) return { zone: m.zone_unknown_to_server() };
  if (at('username').length > 0) return { username: m.fault_username() };
  const general = await requestFault(cause, ({ status }) =>
    status === 401 ? mismatch : undefined,
  );
  return { general, ...(problem?.restoredAt && { restoredAt: problem.restoredAt }) };
}
