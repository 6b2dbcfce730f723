/** Why the server would not do what it asks a password for, in the patient's words. */
import { m } from '#messages';
import { requestFault } from '../forms/request_fault.ts';

export const passwordFault = (cause: unknown): Promise<string> =>
  requestFault(cause, ({ status }) =>
    status === 401 || status === 403 ? m.fault_wrong_password() : undefined,
  );
