/** What time it is for the pages: those that are left open follow the day and the minute. */
import { dayOfDate, type Day } from '#domain/day.ts';

const MINUTE = 60_000;

let now = $state.raw(new Date());
let day = $state(dayOfDate(new Date()));

/** The present to the minute. What reads it while a component is set up or drawn follows it. */
export function present(): Date {
  return now;
}

/** The day that this device's clock shows. What reads it follows it, and only when it changes. */
export function today(): Day {
  return day;
}

/** Looks at the clock, for what cannot wait for the next minute. */
export function lookAtClock(): Date {
  now = new Date();
  day = dayOfDate(now);
  return now;
}

/** Looks at the clock when the page is seen again, and each minute. Call it once, at start. */
export function followClock(): void {
  for (const name of ['focus', 'pageshow']) addEventListener(name, lookAtClock);
  document.addEventListener('visibilitychange', lookAtClock);
  setInterval(lookAtClock, MINUTE);
}
