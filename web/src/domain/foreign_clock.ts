/** In whose time a record is, where that is not the time of this device. */
import { madeHere, offsetOf, offsetText, type Instant } from './day.ts';
import { last } from './last.ts';

/**
 * In whose time an instant is written, where that is not the device's: the city of the account's zone if
 * its clock showed the same at that instant, else the offset as `UTC+9`.
 */
export function foreignClock(
  at: Instant | undefined,
  zone: string | undefined,
): string | undefined {
  if (!at || Number.isNaN(Date.parse(at)) || madeHere(at)) return undefined;
  const offset = offsetOf(at);
  return zone && offsetIn(zone, new Date(at)) === offset ? cityOf(zone) : utcText(offset);
}

/** The place that a zone is named after: `Los Angeles` of `America/Los_Angeles`. */
export const cityOf = (zone: string): string =>
  (last(zone.split('/')) ?? zone).replaceAll('_', ' ');

function utcText(minutes: number): string {
  const [hours = '', rest = ''] = offsetText(minutes).slice(1).split(':');
  const amount = `${Number(hours)}${rest === '00' ? '' : `:${rest}`}`;
  return minutes === 0 ? 'UTC' : `UTC${minutes < 0 ? '\u2212' : '+'}${amount}`;
}

/** The offset of a zone's clock at an instant, in minutes; nothing for a zone that is not known. */
function offsetIn(zone: string, at: Date): number | undefined {
  try {
    const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value;
    return offsetOf(parts ?? '');
  } catch {
    return undefined;
  }
}
