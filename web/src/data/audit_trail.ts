/** What happened with the account, as the server tells its owner. Never kept on the device. */
import type { Told } from '#domain/told.ts';
import { callJson } from './api.ts';

export const ACTIONS = [
  'signed_in',
  'sign_in_refused',
  'signed_out_everywhere',
  'password_changed',
  'recovered',
  'exported',
  'link_made',
  'link_ended',
  'link_visited',
  'link_refused',
  'key_renewed',
  'recovery_renewed',
  'recovery_code_made',
] as const satisfies readonly Told<'Action'>[];
export type Action = Told<'Action'>;
/** `device` is absent for what the operator did. */
export type Happening = Told<'AuditEvent'>;
/** The latest first, and whether it is as the server wrote it. */
export type AuditTrail = Told<'AuditTrail'>;

export const auditTrail = () => callJson<AuditTrail>('/account/audit-trail');
