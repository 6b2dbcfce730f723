/** Why a link could not be made, read or ended, in the patient's words. */
import { m } from '#messages';
import { Unreachable } from '#data/api.ts';
import { requestFault } from '../forms/request_fault.ts';

export function faultText(cause: unknown): string {
  if (cause instanceof Unreachable) return m.share_offline();
  return requestFault(cause, ({ status }) => (status === 422 ? m.share_fault_fields() : undefined));
}
