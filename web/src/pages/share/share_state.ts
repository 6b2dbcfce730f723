/** In which state a link is, in a line. */
import { m } from '#messages';
import type { Share } from '#domain/share.ts';
import { happenedDay } from '#parts/format.ts';

export function stateText({ live, revoked_at, expires_at, passcode }: Share): string {
  if (revoked_at !== null) return m.share_ended({ date: happenedDay(revoked_at) });
  // Before its time a link that nobody ended is over only because it was guessed at.
  if (!live) return new Date(expires_at) > new Date() ? m.share_guessed() : m.share_expired();
  const until = m.share_until({ date: happenedDay(expires_at) });
  return passcode ? `${until}, ${m.share_with_passcode()}` : until;
}
