/** Reminders by mail, where the server has a mail server. */
import type { Told } from '#domain/told.ts';
import { callDone, callJson } from './api.ts';

/** Whether this server can send mails, where to, and whether the code that was sent there has come back. */
export type MailState = Told<'MailState'>;

const PATH = '/account/reminder-mail';

export const mailState = () => callJson<MailState>(PATH);

/** Has a code sent to an address. */
export async function sendCode(address: string): Promise<void> {
  await callDone(PATH, { method: 'PUT', json: { address } });
}

export async function confirmMail(code: string): Promise<void> {
  await callDone(`${PATH}/confirmation`, { method: 'POST', json: { code } });
}

/** Forgets the address. */
export async function endMail(): Promise<void> {
  await callDone(PATH, { method: 'DELETE' });
}
