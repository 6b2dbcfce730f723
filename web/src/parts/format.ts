/** Days, times and numbers as the patient's language writes them. */
import { m } from '#messages';
import { getLocale, languageOf } from '#locale';
import { dayNumber, dayOf, onThisClock, timeOf, type Day, type Instant } from '#domain/day.ts';
import { roundDays, roundTo, spanOf } from '#domain/numbers.ts';

let locale: string | undefined;

/** Browsers pass on what their system names them, as `en-US@posix`, which Intl refuses. */
function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

/**
 * The patient's own variant of the language, where the browser names one: en-GB writes 10 March.
 * It stays while the page is open: another language begins with a new page.
 */
function formatLocale(): string {
  const language = getLocale();
  return (
    navigator.languages.find((tag) => languageOf(tag) === languageOf(language) && isTag(tag)) ??
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

/** A day that is none, as something damaged may hold it, is shown as it stands. */
const dates = (name: string, options: Intl.DateTimeFormatOptions) => (day: Day) => {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  return formatter(
    name,
    (locale) => new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }),
  ).format(date);
};

/** Tue, 10 March */
export const dayText = dates('day', { weekday: 'short', day: 'numeric', month: 'long' });
/** 10 March 2026 */
export const fullDay = dates('full', { day: 'numeric', month: 'long', year: 'numeric' });
/** 10 Mar 2026, where many stand below each other */
export const listedDay = dates('listed', { day: 'numeric', month: 'short', year: 'numeric' });
/** 10 March */
const dayOfYear = dates('day of year', { day: 'numeric', month: 'long' });
/** 10 Mar */
export const shortDay = dates('short', { day: 'numeric', month: 'short' });
/** Mar 2026 */
export const monthText = dates('month', { month: 'short', year: 'numeric' });

/** 10 March, and the year where it is another one than `now` is in. */
export function nearDay(day: Day, now: Date): string {
  return day.startsWith(`${now.getFullYear()}-`) ? dayOfYear(day) : fullDay(day);
}

/** The wall clock's time where the record was made, in the patient's 12 or 24 hour custom. */
export function timeText(at: Instant): string {
  const time = new Date(`2000-01-01T${timeOf(at)}:00Z`);
  if (Number.isNaN(time.getTime())) return timeOf(at);
  return formatter(
    'time',
    (locale) =>
      new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }),
  ).format(time);
}

/** A time of day that is of no record: 9:30, or 9:30 AM. */
export const clockText = (time: string): string => timeText(`2000-01-01T${time}`);

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

/** What a form has of a time, in words: "Yesterday, 21:00". Nothing while the day is missing. */
export function meantText(
  { day, time, dayOnly }: { day: Day; time?: string; dayOnly?: boolean },
  today: Day,
): string | undefined {
  if (!day) return undefined;
  const said = relativeDay(day, today, fullDay);
  const named = `${said.charAt(0).toLocaleUpperCase()}${said.slice(1)}`;
  return dayOnly || !time
    ? named
    : m.day_and_time({ day: named, time: timeText(`${day}T${time}`) });
}

/** "today", "yesterday", or the day. */
export function relativeDay(day: Day, today: Day, dayIn = dayText): string {
  const ago = dayNumber(today) - dayNumber(day);
  return ago === 0 ? m.today() : ago === 1 ? m.yesterday() : dayIn(day);
}

export function numberText(value: number, digits = 1): string {
  return formatter(
    `number ${digits}`,
    (locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }),
  ).format(roundTo(value, digits));
}

/** a, b and c */
export function listText(parts: readonly string[]): string {
  return formatter('list', (locale) => new Intl.ListFormat(locale)).format(parts);
}

/** 0.34 → 34 %; in French with the narrow space of its sentences, whichever the browser's data have. */
export function percentText(part: number): string {
  const text = formatter(
    'percent',
    (locale) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }),
  ).format(roundTo(part, 2));
  return getLocale() === 'fr' ? text.replace('\u00a0%', '\u202f%') : text;
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

/** The start of a span, as it is said before its end: "4" of "4 and 34 hours", but "34 hours" of "34 hours and 3 days". */
export function spanStartText(hours: number, later: number): string {
  const { unit, amount } = spanOf(hours);
  return unit === spanOf(later).unit ? numberText(amount) : spanText(hours);
}
