import { afterEach, describe, expect, test } from 'vitest';
import { instantAt, instantOf, offsetOf } from '#domain/day.ts';
import { foreignClock } from '#domain/foreign_clock.ts';
import { faultOf, isOld, timedAs, unlikelyYear, whenNow, whenOf } from '#domain/when.ts';
import { isPlanned, isToConfirm } from '#domain/planned.ts';

const before = process.env['TZ'];

/** The zone of the device, as Node takes it over while it runs. */
function deviceIn(zone: string): void {
  process.env['TZ'] = zone;
}

afterEach(() => {
  process.env['TZ'] = before ?? '';
});

const NOW = new Date('2026-11-20T20:00:00Z');
const TOKYO = '2026-11-15T21:00:17+09:00';

describe.each(['UTC', 'America/Los_Angeles', 'Asia/Tokyo', 'Europe/Berlin'])(
  'on a device in %s',
  (zone) => {
    test('what is untouched keeps its instant to the second, and its offset', () => {
      deviceIn(zone);
      expect(timedAs(whenOf({ at: TOKYO }, NOW), NOW)).toEqual({ at: TOKYO });
      expect(timedAs(whenOf({ date: '2026-11-15' }, NOW), NOW)).toEqual({ date: '2026-11-15' });
    });

    test('a corrected time or day keeps the offset of the record', () => {
      deviceIn(zone);
      const when = whenOf({ at: TOKYO }, NOW);
      expect(timedAs({ ...when, time: '21:30' }, NOW)).toEqual({ at: '2026-11-15T21:30:00+09:00' });
      expect(timedAs({ ...when, day: '2026-11-14' }, NOW)).toEqual({
        at: '2026-11-14T21:00:00+09:00',
      });
    });

    test('what is made now has the offset of the device', () => {
      deviceIn(zone);
      expect(timedAs(whenNow(NOW), NOW)).toEqual({ at: instantOf(NOW) });
      const given = { ...whenNow(NOW), now: false, day: '2026-11-02', time: '08:00' };
      const { at = '' } = timedAs(given, NOW);
      expect(at).toBe(instantAt('2026-11-02', '08:00'));
      expect(offsetOf(at)).toBe(-new Date(at).getTimezoneOffset() || 0);
    });

    test('nothing that is no date can be written down', () => {
      deviceIn(zone);
      const when = whenOf({ at: TOKYO }, NOW);
      for (const missing of [{ day: '' }, { time: '' }, { day: '2026-02-99' }]) {
        expect(faultOf({ ...when, ...missing }, NOW)).toBe('time' in missing ? 'time' : 'day');
        expect(() => timedAs({ ...when, ...missing }, NOW)).toThrow(RangeError);
        if (missing.time === '') continue;
        expect(() => timedAs({ ...when, ...missing, dayOnly: true }, NOW)).toThrow(RangeError);
      }
      expect(() => instantOf(new Date(Number.NaN))).toThrow(RangeError);
      expect(() => instantAt('275760-01-01', '08:00')).toThrow(RangeError);
    });
  },
);

test('what was planned here for a day after the clocks change is at that hour of that day', () => {
  deviceIn('Europe/Berlin');
  const now = new Date('2026-10-20T10:00:00Z');
  const planned = whenOf({ at: '2026-10-23T10:00:00+02:00' }, now);
  expect(timedAs({ ...planned, day: '2026-10-26' }, now)).toEqual({
    at: '2026-10-26T10:00:00+01:00',
  });
});

describe('in whose time', () => {
  test('is said by the city of the account’s zone where its clock showed the same', () => {
    deviceIn('America/Los_Angeles');
    expect(foreignClock(TOKYO, 'Asia/Tokyo')).toBe('Tokyo');
    expect(foreignClock('2026-07-01T08:00:00-04:00', 'America/New_York')).toBe('New York');
  });

  test('is said by the offset where no zone is known for it', () => {
    deviceIn('America/Los_Angeles');
    expect(foreignClock(TOKYO, 'Europe/Berlin')).toBe('UTC+9');
    expect(foreignClock('2026-11-15T21:00:00+05:45', undefined)).toBe('UTC+5:45');
    expect(foreignClock('2026-11-15T21:00:00-03:00', 'Nowhere/At_All')).toBe('UTC\u22123');
    expect(foreignClock('2026-11-15T21:00:00Z', undefined)).toBe('UTC');
  });

  test('is not said where it is the time of the device at that moment', () => {
    deviceIn('America/Los_Angeles');
    expect(foreignClock('2026-11-15T21:00:00-08:00', 'Asia/Tokyo')).toBeUndefined();
    expect(foreignClock('2026-07-15T21:00:00-07:00', 'Asia/Tokyo')).toBeUndefined();
    expect(foreignClock('2026-07-15T21:00:00-08:00', undefined)).toBe('UTC\u22128');
  });
});

test('what has not come yet is a fault where a record tells of what was', () => {
  deviceIn('UTC');
  const later = { ...whenNow(NOW), now: false, time: '20:01' };
  expect(faultOf(later, NOW)).toBe('ahead');
  expect(faultOf(later, NOW, true)).toBeUndefined();
  expect(faultOf({ ...later, dayOnly: true }, NOW)).toBeUndefined();
  expect(faultOf({ ...later, dayOnly: true, day: '2026-11-21' }, NOW)).toBe('ahead');
  // What the record had before is never a fault.
  expect(faultOf(whenOf({ at: '2026-11-21T08:00:00+00:00' }, NOW), NOW)).toBeUndefined();
});

test('a year that is likely a slip is asked about', () => {
  deviceIn('UTC');
  const given = (day: string) => ({ ...whenNow(NOW), now: false, day });
  expect(unlikelyYear(given('1989-12-31'), NOW)).toBe(1989);
  expect(unlikelyYear(given('1990-01-01'), NOW)).toBeUndefined();
  expect(unlikelyYear(given('2027-12-31'), NOW)).toBeUndefined();
  expect(unlikelyYear(given('2028-01-01'), NOW)).toBe(2028);
  expect(unlikelyYear(given('2062-01-01'), NOW)).toBe(2062);
  expect(unlikelyYear(whenOf({ date: '1950-01-01' }, NOW), NOW)).toBeUndefined();
});

test('what was typed half an hour ago, or on another day, is old', () => {
  deviceIn('America/Los_Angeles');
  const at = (text: string) => new Date(`${text}-08:00`);
  const typed = '2026-11-15T22:50:00-08:00';
  expect(isOld(typed, at('2026-11-15T23:20:00'))).toBe(false);
  expect(isOld(typed, at('2026-11-15T23:20:01'))).toBe(true);
  expect(isOld('2026-11-15T23:50:00-08:00', at('2026-11-16T00:01:00'))).toBe(true);
});

test('a treatment is planned while it lies ahead, and until it is confirmed', () => {
  const treatment = { medicine: 'ketamine', route: 'iv' as const };
  const [past, ahead] = ['2026-11-20T10:00:00+00:00', '2026-11-21T10:00:00+00:00'];
  expect(isPlanned({ ...treatment, at: past }, NOW)).toBe(false);
  expect(isPlanned({ ...treatment, at: ahead }, NOW)).toBe(true);
  expect(isToConfirm({ ...treatment, at: ahead, planned: true }, NOW)).toBe(false);
  expect(isPlanned({ ...treatment, at: past, planned: true }, NOW)).toBe(true);
  expect(isToConfirm({ ...treatment, at: past, planned: true }, NOW)).toBe(true);
});
