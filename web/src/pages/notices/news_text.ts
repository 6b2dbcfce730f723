/** What a person is told once, in words. */
import { m } from '#messages';
import type { News } from '#data/news.ts';
import { dayOfDate } from '#domain/day.ts';
import { relativeDay } from '#parts/format.ts';

/** The sentences; that a server has everything again is one of them when all has `arrived` there. */
export function newsText(news: News | undefined, arrived: boolean, now: Date): string[] {
  const said: string[] = [];
  const { restored, earlier } = news ?? {};
  if (restored && arrived) {
    const day = relativeDay(dayOfDate(new Date(restored)), dayOfDate(now));
    said.push(m.news_restored({ day }));
  } else if (restored === 0 && arrived) said.push(m.news_restored_some_day());
  if (earlier === 0) said.push(m.news_earlier());
  else if (earlier) said.push(m.news_earlier_unsent({ count: earlier }));
  return said;
}
