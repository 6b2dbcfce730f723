/** In which state a link is, in a line. */
import { m } from '#messages';
import { dayOfDate } from '#domain/day.ts';
import type { Share } from '#domain/share.ts';
import { fullDay } from '#parts/format.ts';

const dayOfUtc = (utc: string) => fullDay(dayOfDate(new Date(utc)));

export function stateText({ live, revoked_at, expires_at, passcode }: Share): string {
  if (revoked_at !== null) return m.share_ended({ date: dayOfUtc(revoked_at) });
  // Before its time a link that nobody ended is over only because it was guessed at.
  if (!live) return new Date(expires_at) > new Date() ? m.share_guessed() : m.share_expired();
  const until = m.share_until({ date: dayOfUtc(expires_at) });
  return passcode ? `${until}, ${m.share_with_passcode()}` : until;
}
