/** Where a person is now, in at most four short lines. */
import { m } from '#messages';
import { DAY, HOUR, dayOf, dayOfDate, msOf } from '#domain/day.ts';
import {
  baselineScore,
  present,
  type PresentRelief,
  type ReliefAnswer,
  type Week,
} from '#domain/relief.ts';
import { daysText, nearDay, numberText, spanText, timeText } from './format.ts';

export type Standing = Pick<ReliefAnswer, 'measure' | 'now' | 'headline' | 'days_left'>;

/** For the person themselves what can be done about it is said, too. */
export type Reader = 'patient' | 'clinician';

/** A baseline needs so many days with an entry, and certainty so many. */
const COMPARABLE = 3;
const SURE = 5;

export function nowLines(standing: Standing, at: Date, reader: Reader): string[] {
  const lines = [
    [sinceText(standing, at), nextText(standing, at)],
    [daysBeforeText(standing), stateText(standing, at, reader)],
    [weekText(standing, at)],
    [earlierText(standing)],
  ];
  return lines.map((parts) => parts.filter(Boolean).join(' ')).filter(Boolean);
}

/** Whole days by the instants, and hours where there is less than one. */
function sinceText({ now: { last } }: Standing, at: Date): string {
  if (!last) return m.now_no_treatment();
  const hours = Math.floor((at.getTime() - msOf(last)) / HOUR);
  if (hours < 1) return m.now_since_just();
  const days = Math.floor(hours / 24);
  const span =
    days < 1
      ? m.span_hours({ count: hours, number: numberText(hours) })
      : m.span_days({ count: days, number: numberText(days) });
  return m.now_since({ span });
}

function nextText({ now: { next } }: Standing, at: Date): string {
  if (!next) return '';
  const [day, time] = [dayOf(next), timeText(next.at)];
  if (day === dayOfDate(at)) return m.now_next_today({ time });
  return m.now_next({ when: m.day_and_time({ day: nearDay(day, at), time }) });
}

/** How far the days before the next treatment are written, where it will be compared with them. */
function daysBeforeText({ now: { next } }: Standing): string {
  const days = next?.baseline_days;
  if (days === undefined) return '';
  if (days < COMPARABLE) return m.now_days_needed({ count: COMPARABLE - days });
  return days < SURE ? m.now_days_few({ count: days }) : m.now_days_enough({ count: days });
}

function stateText(standing: Standing, at: Date, reader: Reader): string {
  const { now, headline, days_left: left } = standing;
  const whenSilent = (said: string) => (reader === 'patient' ? `${said} ${m.now_write()}` : said);
  if (present(now.relief)) {
    const said = reliefNowText(now.relief, now.silent_since, at);
    if (now.relief.ended === 'stopped_writing') return whenSilent(said);
    if (now.relief.ended === 'lost')
      return reader === 'patient' && !now.next ? `${said} ${m.now_tell()}` : said;
    if (!present(left)) return said;
    return `${said} ${m.now_left({ span: spanText(24 * left.median_days_left) })}`;
  }
  if (now.silent_since !== undefined)
    return whenSilent(m.now_silent({ date: nearDay(now.silent_since, at) }));
  if (now.relief.reason === 'too_early' && now.last && headline.says !== 'too_early')
    return m.now_too_early({ date: nearDay(now.last.judged_on, at) });
  return '';
}

function reliefNowText(relief: PresentRelief, silentSince: string | undefined, at: Date): string {
  const [span, date] = [daysText(relief.days), nearDay(dayOf({ at: relief.since }), at)];
  switch (relief.ended) {
    case 'lost': {
      const faded = { date: nearDay(relief.faded_on ?? '', at) };
      return relief.days < 1 ? m.now_faded_soon(faded) : m.now_faded({ ...faded, span });
    }
    case 'stopped_writing':
      return m.now_silent_relief({ span, date: nearDay(silentSince ?? '', at) });
    case 'silence':
      return m.now_gap({ span });
    default:
      return relief.days === 0 ? m.now_seen({ date }) : m.now_going({ date, span });
  }
}

/** In points: percentages are said of stated courses alone, and belong to the figures. */
function weekText({ measure, now: { last, week, silent_since } }: Standing, at: Date): string {
  if (!present(week)) {
    const few = week.reason === 'too_few_days' && silent_since === undefined;
    return few ? m.now_week_few() : '';
  }
  const mean = numberText(baselineScore(measure, week.mean));
  const isShort = last !== undefined && at.getTime() - msOf(last) <= 7 * DAY;
  const said = isShort ? m.now_week_since({ mean }) : m.now_week({ mean });
  const before = baselineOf(week);
  if (before === undefined) return m.now_alone({ week: said });
  return m.now_before({ week: said, baseline: numberText(baselineScore(measure, before)) });
}

const baselineOf = ({ mean, baseline }: Week): number | undefined =>
  present(baseline) ? mean + baseline.points : undefined;

function earlierText({ measure, now: { week } }: Standing): string {
  if (!present(week) || !present(week.earlier)) return '';
  const { mean, treatments: count } = week.earlier;
  return m.now_earlier({ count, mean: numberText(baselineScore(measure, mean)) });
}
