/** Days, times and numbers as the patient's language writes them. */
import { m } from '#messages';
import { getLocale } from '#locale';
import { dayNumber, dayOf, onThisClock, timeOf, type Day, type Instant } from '#domain/day.ts';
import { roundDays, spanOf } from '#domain/numbers.ts';

let locale: string | undefined;

/**
 * The patient's own variant of the language, where the browser names one: en-GB writes 10 March.
 * It stays while the page is open: another language begins with a new page.
 */
function formatLocale(): string {
  const language = getLocale();
  return (
    navigator.languages.find((tag) => tag === language || tag.startsWith(`${language}-`)) ??
    language
  );
}

// Making a formatter is slow; each is made once.
const made = new Map<string, Formatter>();

type Formatter = Intl.DateTimeFormat | Intl.NumberFormat | Intl.ListFormat;

function formatter<T extends Formatter>(name: string, make: (locale: string) => T): T {
  const known = made.get(name) as T | undefined;
  const found = known ?? make((locale ??= formatLocale()));
  made.set(name, found);
  return found;
}

const dates = (name: string, options: Intl.DateTimeFormatOptions) => (day: Day) =>
  formatter(
    name,
    (locale) => new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }),
  ).format(new Date(`${day}T00:00:00Z`));

/** Tue, 10 March */
export const dayText = dates('day', { weekday: 'short', day: 'numeric', month: 'long' });
/** 10 March 2026 */
export const fullDay = dates('full', { day: 'numeric', month: 'long', year: 'numeric' });
/** 10 Mar 2026, where many stand below each other */
export const listedDay = dates('listed', { day: 'numeric', month: 'short', year: 'numeric' });
/** 10 Mar */
export const shortDay = dates('short', { day: 'numeric', month: 'short' });
/** Mar 2026 */
export const monthText = dates('month', { month: 'short', year: 'numeric' });

/** The wall clock's time where the record was made, in the patient's 12 or 24 hour custom. */
export function timeText(at: Instant): string {
  return formatter(
    'time',
    (locale) =>
      new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }),
  ).format(new Date(`2000-01-01T${timeOf(at)}:00Z`));
}

export function whenText(
  timed: { at?: Instant | undefined; date?: Day | undefined },
  dayIn = fullDay,
): string {
  const day = dayIn(dayOf(timed));
  return timed.at ? m.day_and_time({ day, time: timeText(timed.at) }) : day;
}

/** When something happened in the system: by this device's clock. */
export const happenedText = (at: string): string => whenText({ at: onThisClock(at) });

/** The day on which something happened in the system: by this device's clock. */
export const happenedDay = (at: string): string => fullDay(dayOf({ at: onThisClock(at) }));

/** "today", "yesterday", or the day. */
export function relativeDay(day: Day, today: Day): string {
  const ago = dayNumber(today) - dayNumber(day);
  return ago === 0 ? m.today() : ago === 1 ? m.yesterday() : dayText(day);
}

export function numberText(value: number, digits = 1): string {
  return formatter(
    `number ${digits}`,
    (locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }),
  ).format(value);
}

/** a, b and c */
export function listText(parts: readonly string[]): string {
  return formatter('list', (locale) => new Intl.ListFormat(locale)).format(parts);
}

/** 0.34 → 34 % */
export function percentText(part: number): string {
  return formatter(
    'percent',
    (locale) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }),
  ).format(part);
}

/** On an axis a minus is as wide as a digit, so that it is seen. */
const withMinus = (text: string) => text.replace('-', '−');

export const axisText = (value: number): string => withMinus(numberText(value));

export const axisPercent = (percent: number): string => withMinus(percentText(percent / 100));

export function daysText(days: number): string {
  const count = roundDays(days);
  return m.span_days({ count, number: numberText(count) });
}

/** "34 hours", "3 days": an elapsed time in the unit people think in. */
export function spanText(hours: number): string {
  const { unit, amount } = spanOf(hours);
  const count = { count: amount, number: numberText(amount) };
  if (unit === 'minutes') return m.span_minutes(count);
  return unit === 'hours' ? m.span_hours(count) : m.span_days(count);
}
