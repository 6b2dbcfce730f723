/** Time zones: which there are, where their clocks agree, and whether to ask about another one. */
import { DAY } from './day.ts';

/** An IANA name, as `Europe/Berlin`. */
export type Zone = string;

/** The zone of this device, as the browser names it. */
export function deviceZone(): Zone {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The zones that this browser knows, by name; empty where it does not tell. */
export function knownZones(): Zone[] {
  const { supportedValuesOf } = Intl as Partial<typeof Intl>;
  return supportedValuesOf?.('timeZone') ?? [];
}

/** The zone that somebody means, as people write it: `america/new york`. */
export function zoneMeant(text: string): Zone {
  const name = text.trim().replaceAll(' ', '_');
  return knownZones().find((zone) => zone.toLowerCase() === name.toLowerCase()) ?? name;
}

/** The wall clock of a zone at an instant, as text; nothing for a zone that is not known. */
function clockOf(zone: Zone): ((at: number) => string) | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'short',
    });
    return (at) => format.format(at);
  } catch {
    return undefined;
  }
}

export const isZone = (name: string): boolean => clockOf(name) !== undefined;

/** Clock changes are looked for this far ahead: each rule shows itself within a year. */
const AHEAD_DAYS = 400;
const STEP_DAYS = 5;

/**
 * Whether two zones show the same time from `now` on. Names tell little: Asia/Calcutta is
 * Asia/Kolkata, and Paris and Berlin share a clock. A zone that is not known is like no other.
 */
export function sameClock(one: Zone, other: Zone, now: number): boolean {
  if (one === other) return true;
  const [a, b] = [clockOf(one), clockOf(other)];
  if (!a || !b) return false;
  for (let day = 0; day <= AHEAD_DAYS; day += STEP_DAYS) {
    const at = now + day * DAY;
    if (a(at) !== b(at)) return false;
  }
  return true;
}

/** What this device remembers of the zones it was in. */
export interface ZonesSeen {
  /** A zone other than the account's, and since when (milliseconds since the epoch). */
  elsewhere?: { zone: Zone; since: number };
  /** Zones for which the account's was kept: they are not asked about again. */
  kept?: Zone[];
}

export interface ZoneLook {
  seen: ZonesSeen;
  /** Whether it is time to ask: this device has been in another zone for a day. */
  asks: boolean;
}

/** What to remember, and whether to ask, on a device in `here` with an account in `home`. */
export function lookAtZone(seen: ZonesSeen, home: Zone, here: Zone, now: number): ZoneLook {
  const { kept = [] } = seen;
  if (sameClock(here, home, now)) return { seen: { kept }, asks: false };
  if (kept.some((zone) => sameClock(here, zone, now))) return { seen: { kept }, asks: false };
  const known = seen.elsewhere;
  // A clock that was set back would make a day of waiting endless.
  const stayed = known && known.since <= now && sameClock(here, known.zone, now);
  const since = stayed ? known.since : now;
  return { seen: { kept, elsewhere: { zone: here, since } }, asks: now - since >= DAY };
}
