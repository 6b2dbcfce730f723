/** Journals as people have them, for the pages that say what a journal shows. */
import type { APIRequestContext } from '@playwright/test';
import { lastWhere } from '#domain/last.ts';
import { newName, PASSWORD } from './patient.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Where these patients live: no test runs on a device of this zone, so no page may use the device's. */
const OFFSET_HOURS = 9;
const OFFSET = '+09:00';

/** The measures they score: untreated, and at full relief. */
export const MEASURES = {
  low_mood: [8, 2],
  hopelessness: [7, 2],
  sleep_quality: [3, 7],
} as const;

interface Dosing {
  /** Days before now; negative where it is planned. */
  ago: number;
  route?: string;
  dose?: string;
  /** The part of the burden that it takes away, where that differs from treatment to treatment. */
  depth?: number;
}

export interface Journal {
  /** Days before now at which check-ins begin; 0 is today. */
  days: number;
  treatments: readonly Dosing[];
  /** The part of the burden that a treatment takes away, and after how many days half of it is back. */
  relief: { depth: number; days: number };
  /** Hours after each treatment at which somebody wrote, beside once a day. */
  hours: readonly number[];
  /** Nothing was written before the first treatment. */
  fromFirstTreatment?: boolean;
}

const NONE = { depth: 0, days: 1 };
const TWICE = [4, 10];
const ago = (...days: number[]): Dosing[] => days.map((day) => ({ ago: day }));

export const STATES = {
  'day 1': { days: 0, treatments: ago(-5), relief: NONE, hours: [] },
  'two hours after a first treatment': {
    days: 14,
    treatments: ago(2 / 24),
    relief: { depth: 0.7, days: 9 },
    hours: [1],
  },
  'day 8': { days: 22, treatments: ago(8), relief: { depth: 0.8, days: 14 }, hours: TWICE },
  'a course of six in the middle': {
    days: 24,
    treatments: ago(9, 6, 2, -1, -5, -8),
    relief: { depth: 0.8, days: 12 },
    hours: TWICE,
  },
  'monthly maintenance, fading': {
    days: 185,
    treatments: ago(163, 134, 105, 76, 46, 17),
    relief: { depth: 0.8, days: 9 },
    hours: TWICE,
  },
  'no effect': { days: 42, treatments: ago(21, 14, 7), relief: NONE, hours: TWICE },
  'a journal begun on the day of the first treatment': {
    days: 11,
    treatments: ago(11),
    relief: { depth: 0.7, days: 20 },
    hours: TWICE,
    fromFirstTreatment: true,
  },
} satisfies Record<string, Journal>;

/** Doses that help the more the larger they are, and then another way that helps less; once a month. */
const INFUSIONS = [
  { dose: '0.5 mg/kg', depth: 0.5 },
  { dose: '0.5 mg/kg', depth: 0.55 },
  { dose: '0.75 mg/kg', depth: 0.65 },
  { dose: '0.75 mg/kg', depth: 0.75 },
  { dose: '1 mg/kg', depth: 0.85 },
  { dose: '1 mg/kg', depth: 0.95 },
];
const SWALLOWED = Array.from({ length: 4 }, () => ({ route: 'oral', dose: '100 mg', depth: 0.3 }));
export const MANY: Journal = {
  days: 320,
  treatments: [...INFUSIONS, ...SWALLOWED].map((one, index) => ({ ...one, ago: 300 - 30 * index })),
  relief: { depth: 0.8, days: 10 },
  hours: TWICE,
};

/** The same strays from day to day each time, from −1 to 1. */
function* strays(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    yield (state / 2 ** 32) * 2 - 1;
  }
}

const written = (at: number) =>
  new Date(at + OFFSET_HOURS * HOUR).toISOString().replace(/\.\d+Z$/, OFFSET);

/** Afterglow's own CSV of a journal that ends at `now`. */
function csvOf(journal: Journal, now: number): string {
  const { days, relief, hours, fromFirstTreatment } = journal;
  const stray = strays(days * 7 + journal.treatments.length);
  const treatments = journal.treatments
    .map((dosing) => ({ depth: relief.depth, ...dosing, at: now - dosing.ago * DAY }))
    .sort((a, b) => a.at - b.at);
  const eased = (at: number) => {
    const last = lastWhere(treatments, (treatment) => treatment.at < at && treatment.at <= now);
    if (!last) return 0;
    const since = (at - last.at) / DAY;
    return last.depth * (1 - Math.exp(-since * 8)) * Math.exp(-((since / relief.days) ** 4));
  };
  const rows = ['at,kind,measure,value,note'];
  const checkIn = (at: number) => {
    if (at > now || (fromFirstTreatment && at <= (treatments[0]?.at ?? 0))) return;
    for (const [measure, [untreated, relieved]] of Object.entries(MEASURES)) {
      const score = untreated + (relieved - untreated) * eased(at) + stray.next().value;
      const whole = Math.min(10, Math.max(0, Math.round(score)));
      rows.push(`${written(at)},check_in,${measure},${whole},`);
    }
  };
  for (const { at, route, dose } of treatments) {
    rows.push(`${written(at)},treatment,${route ?? 'iv'},${dose ?? '0.5 mg/kg'},`);
    for (const after of hours) checkIn(at + after * HOUR);
  }
  for (let day = days; day >= 0; day -= 1) checkIn(now - day * DAY - HOUR / 2);
  return rows.join('\n');
}

/** Signs a patient up with such a journal; returns their name. */
export async function patientWith(request: APIRequestContext, journal: Journal): Promise<string> {
  const username = newName();
  const send = async (
    method: 'post' | 'patch',
    path: string,
    options: { data: unknown; headers?: Record<string, string> },
  ) => {
    const answer = await request[method](`/api/v1${path}`, options);
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as { access_token: string };
  };
  const account = { username, password: PASSWORD, time_zone: 'Asia/Tokyo', locale: 'en' };
  await send('post', '/accounts', { data: account });
  const { access_token } = await send('post', '/sessions', {
    data: { username, password: PASSWORD },
  });
  const headers = { authorization: `Bearer ${access_token}` };
  const data = { conditions: ['depression'], measures: Object.keys(MEASURES) };
  await send('patch', '/account', { headers, data });
  await send('post', '/imports?format=afterglow', {
    headers: { ...headers, 'content-type': 'text/csv' },
    data: csvOf(journal, Date.now()),
  });
  return username;
}
