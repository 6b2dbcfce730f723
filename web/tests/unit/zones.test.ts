import { afterEach, describe, expect, test, vi } from 'vitest';
import { DAY, dayOf, onThisClock } from '#domain/day.ts';
import { isAhead, isPlanned } from '#domain/planned.ts';
import { cityOf } from '#domain/foreign_clock.ts';
import { isZone, knownZones, lookAtZone, sameClock } from '#domain/zones.ts';

const NOW = Date.parse('2026-11-27T12:00:00Z');

afterEach(() => vi.unstubAllEnvs());

test.each([
  ['America/Los_Angeles', '2026-11-14T15:30:00-08:00', '2026-11-14'],
  ['Asia/Tokyo', '2026-11-15T08:30:00+09:00', '2026-11-15'],
  ['UTC', '2026-11-14T23:30:00+00:00', '2026-11-14'],
])('what happened in the system is told by the clock of this device: %s', (zone, at, day) => {
  vi.stubEnv('TZ', zone);
  expect(onThisClock('2026-11-14T23:30:00Z')).toBe(at);
  expect(dayOf({ at: onThisClock('2026-11-14T23:30:00Z') })).toBe(day);
});

describe('zones are compared by their clocks', () => {
  test.each([
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Europe/Berlin', 'Europe/Paris'],
    ['UTC', 'Etc/UTC'],
  ])('%s is like %s', (one, other) => expect(sameClock(one, other, NOW)).toBe(true));

  test.each([
    ['Europe/Berlin', 'America/Los_Angeles'],
    // The same in winter: only one has a summer time.
    ['America/Phoenix', 'America/Denver'],
    ['Europe/London', 'Africa/Abidjan'],
    ['Europe/Berlin', 'Mars/Olympus_Mons'],
  ])('%s is not like %s', (one, other) => expect(sameClock(one, other, NOW)).toBe(false));

  test('a name is known, and has a place in it', () => {
    expect(knownZones().length).toBeGreaterThan(300);
    expect([isZone('Europe/Berlin'), isZone('Berlin'), isZone('')]).toEqual([true, false, false]);
    expect(cityOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
  });
});

describe('whether to ask about another zone', () => {
  const look = (seen: Parameters<typeof lookAtZone>[0], here: string, now: number) =>
    lookAtZone(seen, 'Europe/Berlin', here, now);

  test('after a day elsewhere, not before', () => {
    const first = look({}, 'America/Los_Angeles', NOW);
    expect(first.asks).toBe(false);
    const later = look(first.seen, 'America/Los_Angeles', NOW + DAY - 1);
    expect(later.asks).toBe(false);
    expect(look(later.seen, 'America/Los_Angeles', NOW + DAY).asks).toBe(true);
  });

  test('the day begins anew with another zone, and ends at home', () => {
    const { seen } = look({}, 'America/Los_Angeles', NOW);
    const moved = look(seen, 'Asia/Tokyo', NOW + DAY);
    expect(moved.asks).toBe(false);
    expect(look(moved.seen, 'Europe/Paris', NOW + DAY).seen.elsewhere).toBeUndefined();
    expect(look(moved.seen, 'Asia/Tokyo', NOW + 2 * DAY).asks).toBe(true);
  });

  test('never where only the name is another', () => {
    const seen = { elsewhere: { zone: 'Europe/Paris', since: 0 } };
    expect(look(seen, 'Europe/Paris', NOW).asks).toBe(false);
  });

  test('once for a zone that was kept', () => {
    const seen = { kept: ['Asia/Calcutta'], elsewhere: { zone: 'Asia/Kolkata', since: 0 } };
    expect(look(seen, 'Asia/Kolkata', NOW)).toEqual({
      seen: { kept: ['Asia/Calcutta'] },
      asks: false,
    });
    expect(
      look({ ...seen, elsewhere: { zone: 'Asia/Tokyo', since: 0 } }, 'Asia/Tokyo', NOW).asks,
    ).toBe(true);
  });

  test('a clock that was set back begins the day anew', () => {
    const seen = { elsewhere: { zone: 'Asia/Tokyo', since: NOW + 10 * DAY } };
    expect(look(seen, 'Asia/Tokyo', NOW).seen.elsewhere?.since).toBe(NOW);
  });
});

test.each(['America/Los_Angeles', 'Asia/Tokyo'])(
  'what is planned is so by its instant: %s',
  (zone) => {
    vi.stubEnv('TZ', zone);
    const now = new Date('2026-11-14T23:30:00Z');
    expect(isPlanned({ at: '2026-11-15T08:30:00+09:00' }, now)).toBe(false);
    expect(isPlanned({ at: '2026-11-14T15:31:00-08:00' }, now)).toBe(true);
    expect(isPlanned({ at: '2026-11-15T08:30:00+09:00', planned: true }, now)).toBe(true);
    expect(isAhead({ at: '2026-11-15T08:31:00+09:00' }, now)).toBe(true);
    expect(isAhead({ at: '2026-11-15T08:30:00+09:00' }, now)).toBe(false);
  },
);

test('a day without a time is ahead while this device has not come to it', () => {
  vi.stubEnv('TZ', 'America/Los_Angeles');
  const now = new Date('2026-11-14T23:30:00Z');
  expect(isAhead({ date: '2026-11-14' }, now)).toBe(false);
  expect(isAhead({ date: '2026-11-15' }, now)).toBe(true);
});
