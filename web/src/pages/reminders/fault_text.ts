/** Why something about reminders did not work, in the patient's words. */
import { m } from '#messages';
import { Problem, SessionEnded, Unreachable } from '#data/api.ts';
import type { ReminderFault } from '#domain/reminders.ts';
import { clockText } from '#parts/format.ts';
import { requestFault } from '../forms/request_fault.ts';

export const faultText = (cause: unknown): Promise<string> => requestFault(cause, problemText);

/** The browser's own push service fails, too: not every network lets it through. */
export async function pushFaultText(cause: unknown): Promise<string> {
  const known = [Problem, SessionEnded, Unreachable].some((kind) => cause instanceof kind);
  return known ? faultText(cause) : m.reminders_failed();
}

function problemText({ code, faults }: Problem): string | undefined {
  if (code === 'not_subscribed') return m.reminders_lost();
  if (code === 'mail_failed') return m.reminders_mail_failed();
  if (code === 'too_many_attempts') return m.reminders_mail_often();
  if (faults.some(({ pointer }) => pointer === '/code')) return m.reminders_mail_code_wrong();
  if (faults.some(({ pointer }) => pointer === '/address')) return m.reminders_mail_address_wrong();
  return undefined;
}

export function choiceFaultText(fault: ReminderFault): string {
  if (fault.kind === 'same') return m.reminders_same();
  const time = clockText(fault.time);
  return fault.kind === 'quiet' ? m.reminders_in_quiet({ time }) : m.reminders_twice({ time });
}
