/** A patient of ten years: a check-in on most days, and a treatment each month. */
import { newName, PASSWORD } from '../browser/patient.ts';

const YEARS = 10;
const DAY_MS = 86_400_000;
const DAYS_BETWEEN_TREATMENTS = 30;

/** Untreated, and at full relief. */
const MEASURES = {
  low_mood: [8, 1],
  loss_of_interest: [7, 2],
  hopelessness: [7, 1],
  self_harm_thoughts: [3, 0],
  anxiety: [6, 3],
  sleep_quality: [3, 7],
  functioning: [3, 8],
} as const;

/** The same numbers each time, so that two runs measure the same journal. */
function* chances(seed = 7): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    yield state / 2 ** 32;
  }
}

/** Within half a day it eases, and within two to four weeks that fades. */
function reliefAfter(hours: number, treatment: number): number {
  if (hours < 0) return 0;
  const fades = 10 + ((treatment * 5) % 9);
  return (1 - Math.exp(-hours / 4)) * Math.exp(-((hours / 24 / fades) ** 2));
}

function journal(first: number): string {
  const chance = chances();
  const rows = ['at,kind,measure,value,note'];
  const row = (at: number, rest: string) => rows.push(`${new Date(at).toISOString()},${rest}`);
  const checkIn = (at: number, treated: number, treatment: number) => {
    const relief = reliefAfter((at - treated) / 3_600_000, treatment);
    for (const [measure, [untreated, relieved]] of Object.entries(MEASURES)) {
      const strays = chance.next().value * 2 - 1;
      const score = Math.round(untreated + (relieved - untreated) * relief + strays);
      row(at, `check_in,${measure},${Math.min(10, Math.max(0, score))},`);
    }
  };
  for (let day = 0, treated = Infinity, treatment = 0; day < YEARS * 365; day += 1) {
    const morning = first + day * DAY_MS;
    if (day % DAYS_BETWEEN_TREATMENTS === DAYS_BETWEEN_TREATMENTS - 1) {
      [treated, treatment] = [morning, treatment + 1];
      row(treated, 'treatment,iv,0.5 mg/kg,');
      for (const hours of [2, 5]) checkIn(treated + hours * 3_600_000, treated, treatment);
    }
    if (chance.next().value < 0.9) checkIn(morning + 10 * 3_600_000, treated, treatment);
  }
  return rows.join('\n');
}

/** Signs the patient up and imports their journal; answers their name. */
export async function patientOfTenYears(server: string): Promise<string> {
  const username = newName();
  const send = async (path: string, body: string, headers: Record<string, string>) => {
    const answer = await fetch(`${server}/api/v1${path}`, { method: 'POST', body, headers });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as unknown;
  };
  const json = { 'content-type': 'application/json' };
  const account = { username, password: PASSWORD, time_zone: 'Europe/Berlin', locale: 'en' };
  await send('/accounts', JSON.stringify(account), json);
  const credentials = JSON.stringify({ username, password: PASSWORD });
  const session = (await send('/sessions', credentials, json)) as { access_token: string };
  await send('/imports?format=afterglow', journal(Date.now() - YEARS * 365 * DAY_MS), {
    'content-type': 'text/csv',
    authorization: `Bearer ${session.access_token}`,
  });
  return username;
}
