/** Why a link could not be made, read or ended, in the patient's words. */
import { m } from '#messages';
import { Problem, Unreachable } from '#data/api.ts';
import { requestFault } from '../forms/request_fault.ts';

export async function faultText(cause: unknown): Promise<string> {
  if (cause instanceof Unreachable) return m.share_offline();
  const why = await requestFault(cause);
  return cause instanceof Problem && cause.status === 422
    ? `${m.share_fault_fields()} ${why}`
    : why;
}
