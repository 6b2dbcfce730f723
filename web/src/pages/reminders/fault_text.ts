/** Why something about reminders did not work, in the patient's words. */
import { m } from '#messages';
import { Problem, SessionEnded, Unreachable } from '#data/api.ts';
import type { ReminderFault } from '#domain/reminders.ts';

export function faultText(cause: unknown): string {
  if (cause instanceof Unreachable) return m.fault_unreachable();
  if (cause instanceof SessionEnded) return m.sync_sign_in_again();
  if (cause instanceof Problem && cause.code === 'not_subscribed') return m.reminders_lost();
  if (cause instanceof Problem && cause.code === 'mail_failed') return m.reminders_mail_failed();
  if (cause instanceof Problem && cause.code === 'too_many_attempts')
    return m.reminders_mail_often();
  if (cause instanceof Problem && cause.faults.some(({ pointer }) => pointer === '/code'))
    return m.reminders_mail_code_wrong();
  if (cause instanceof Problem && cause.faults.some(({ pointer }) => pointer === '/address'))
    return m.reminders_mail_address_wrong();
  if (cause instanceof Problem && [429, 503].includes(cause.status)) return m.fault_busy();
  // The browser's own push service, which not every network lets through.
  return m.reminders_failed();
}

export function choiceFaultText(fault: ReminderFault): string {
  if (fault.kind === 'same') return m.reminders_same();
  const { time } = fault;
  return fault.kind === 'quiet' ? m.reminders_in_quiet({ time }) : m.reminders_twice({ time });
}
