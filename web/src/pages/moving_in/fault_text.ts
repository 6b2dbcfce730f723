/** Why a file was not taken, in the patient's words, and which of its lines. */
import { m } from '#messages';
import { Problem, SessionEnded, Unreachable } from '#data/api.ts';

const MOST_LINES = 10;

export interface FileFault {
  text: string;
  /** As the server words them, in English. */
  lines: string[];
  more: number;
}

export function fileFault(cause: unknown): FileFault {
  const whole = (text: string): FileFault => ({ text, lines: [], more: 0 });
  if (cause instanceof Unreachable) return whole(m.fault_unreachable());
  if (cause instanceof SessionEnded) return whole(m.sync_sign_in_again());
  if (!(cause instanceof Problem)) throw cause;
  if (cause.status === 413) return whole(m.moving_too_large());
  if (cause.status === 429 || cause.status === 503) return whole(m.fault_busy());
  if (cause.status !== 422) return whole(m.fault_unknown());
  const lines = cause.faults
    .slice(0, MOST_LINES)
    .map(({ line, detail }) => (line ? m.moving_line({ line, detail }) : detail));
  return { text: m.moving_refused(), lines, more: cause.faults.length - lines.length };
}
