/** Why the server would not do what it asks a password for, in the patient's words. */
import { m } from '#messages';
import { requestFault } from '../forms/request_fault.ts';

export const passwordFault = (cause: unknown): string =>
  requestFault(cause, ({ status }) => {
    if (status === 401 || status === 403) return m.fault_wrong_password();
    return status === 422 ? m.fault_weak_password() : undefined;
  });
