/** What a person is told once, in words. */
import { m } from '#messages';
import type { News } from '#data/news.ts';
import { dayOfDate } from '#domain/day.ts';
import { relativeDay } from '#parts/format.ts';

/** The sentence; that a server has everything again is said when all has `arrived` there. */
export function newsText(news: News | undefined, arrived: boolean, now: Date): string | undefined {
  const { restored } = news ?? {};
  if (restored === undefined || !arrived) return undefined;
  if (restored === 0) return m.news_restored_some_day();
  return m.news_restored({ day: relativeDay(dayOfDate(new Date(restored)), dayOfDate(now)) });
}
