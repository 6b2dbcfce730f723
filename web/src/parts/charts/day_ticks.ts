/** Where a line of days is labelled: weeks, months or years, whatever leaves room for the words. */
import { dayFromNumber, dayNumber, type Day } from '#domain/day.ts';

export type TickKind = 'day' | 'month' | 'year';

export interface DayTicks {
  kind: TickKind;
  days: Day[];
}

/** Months that fall together under one label, from fine to coarse. */
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60];

export function dayTicks(from: Day, to: Day, most: number): DayTicks {
  const [first, last] = [dayNumber(from), dayNumber(to)];
  for (const step of [1, 2, 7, 14]) {
    const count = Math.floor((last - first) / step);
    if (count <= most && last - first <= 70) return { kind: 'day', days: every(first, last, step) };
  }
  const firsts = monthsBetween(from, to);
  const step = MONTH_STEPS.find((months) => firsts.length / months <= most) ?? 120;
  const days = firsts.filter((day) => monthNumber(day) % step === 0);
  return { kind: step >= 12 ? 'year' : 'month', days };
}

function every(first: number, last: number, step: number): Day[] {
  const days: Day[] = [];
  for (let n = last; n >= first; n -= step) days.unshift(dayFromNumber(n));
  return days;
}

const monthNumber = (day: Day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

function monthsBetween(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let n = monthNumber(from) + 1; n <= monthNumber(to); n++) {
    const month = String((n % 12) + 1).padStart(2, '0');
    days.push(`${Math.floor(n / 12)}-${month}-01`);
  }
  return days;
}
