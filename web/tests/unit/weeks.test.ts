import { expect, test } from 'vitest';
import type { DayValue } from '#domain/trends.ts';
import { byWeek } from '#domain/weeks.ts';

const day = (date: string, mean: number, check_ins = 1): DayValue => ({
  date,
  mean,
  min: mean,
  max: mean,
  check_ins,
});

test('a week runs from Monday to Sunday, also before 1970 and over the end of a year', () => {
  const dates = [
    '1969-12-28',
    '1969-12-29',
    '1970-01-04',
    '1970-01-05',
    '2026-12-31',
    '2027-01-03',
  ];
  expect(
    byWeek(dates.map((date) => day(date, 5))).map(({ from, days }) => [from, days.length]),
  ).toEqual([
    ['1969-12-22', 1],
    ['1969-12-29', 2],
    ['1970-01-05', 1],
    ['2026-12-28', 2],
  ]);
});

test('a day with many check-ins weighs no more in its week than another', () => {
  const [week] = byWeek([day('2026-11-23', 2, 9), day('2026-11-24', 6)]);
  expect(week).toMatchObject({ mean: 4, check_ins: 10 });
});

test('the latest week stands first where the latest day does', () => {
  const days = [day('2026-11-30', 1), day('2026-11-24', 2), day('2026-11-23', 3)];
  expect(byWeek(days).map(({ days: own }) => own.map(({ date }) => date))).toEqual([
    ['2026-11-30'],
    ['2026-11-24', '2026-11-23'],
  ]);
});
