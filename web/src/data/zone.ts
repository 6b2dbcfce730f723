/** The zone of the account beside that of this device: remembered here alone, also without a network. */
import { deviceZone, lookAtZone, type Zone, type ZonesSeen } from '#domain/zones.ts';
import { sameJson } from '#domain/equal.ts';
import { changeAccount, currentAccount } from './account.svelte.ts';
import { fact, keepFact } from './facts.ts';

const SEEN = 'zones_seen';

export interface ZoneQuestion {
  home: Zone;
  here: Zone;
  /** The server no longer knows the account's zone: there is nothing to keep. */
  lost?: true;
}

/** What to ask about the zone, if anything; remembers since when this device has been elsewhere. */
export async function zoneQuestion(now: Date): Promise<ZoneQuestion | undefined> {
  const account = currentAccount();
  if (!account) return undefined;
  const [home, here] = [account.time_zone, deviceZone()];
  if (account.time_zone_unknown) return { home, here, lost: true };
  const before = (await fact<ZonesSeen>(SEEN)) ?? {};
  const { seen, asks } = lookAtZone(before, home, here, now.getTime());
  if (!sameJson(seen, before)) await keepFact(SEEN, seen);
  return asks ? { home, here } : undefined;
}

/** From now on the account is where this device is, or stays where it was. Either is asked once. */
export async function answerZone(moves: boolean, { here }: ZoneQuestion): Promise<void> {
  const { kept = [] } = (await fact<ZonesSeen>(SEEN)) ?? {};
  await keepFact(SEEN, { kept: moves ? kept : [...kept, here] } satisfies ZonesSeen);
  if (!moves) return;
  await changeAccount({ time_zone: here });
}
