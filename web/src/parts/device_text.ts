/** A kind of device as the server tells it, in the patient's language. */
import { m } from '#messages';

/** From `Firefox on Android`, a browser or a system alone, or `Another program`. */
export function deviceText(told: string): string {
  const [browser, system] = told.split(' on ');
  if (browser !== undefined && system !== undefined) return m.device_on({ browser, system });
  return told === 'Another program' ? m.device_other() : told;
}
