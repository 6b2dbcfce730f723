/** What happened with the account, as the server tells its owner. Never kept on the device. */
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
] as const;
export type Action = (typeof ACTIONS)[number];

export interface Happening {
  at: string;
  action: Action;
  /** Absent for what the operator did. */
  device?: string;
}

export interface AuditTrail {
  /** The latest first. */
  items: Happening[];
  /** Whether it is as the server wrote it. */
  intact: boolean;
}

export const auditTrail = () => callJson<AuditTrail>('/account/audit-trail');
