/** Why a file was not taken, in the patient's words, and which of its lines. */
import { m } from '#messages';
import { Problem } from '#data/api.ts';
import { fileFaultText } from '../forms/request_fault.ts';

const MOST_LINES = 10;

export interface FileFault {
  text: string;
  /** As the server words them, in English. */
  lines: string[];
  more: number;
}

export function fileFault(cause: unknown): FileFault {
  const refused = cause instanceof Problem && cause.status === 422 ? cause.faults : [];
  const lines = refused
    .slice(0, MOST_LINES)
    .map(({ line, detail }) => (line ? m.moving_line({ line, detail }) : detail));
  return { text: textFor(cause), lines, more: refused.length - lines.length };
}

const textFor = (cause: unknown) =>
  fileFaultText(cause, ({ status }) => {
    if (status === 413) return m.moving_too_large();
    return status === 422 ? m.moving_refused() : undefined;
  });
