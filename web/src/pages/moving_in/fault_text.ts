/** Why a file was not taken, in the patient's words, and which of its lines. */
import { m } from '#messages';
import { Problem } from '#data/api.ts';
import { inWords } from '../forms/in_words.ts';
import { fileFaultText } from '../forms/request_fault.ts';

const MOST_LINES = 10;

export interface FileFault {
  text: string;
  lines: string[];
  more: number;
}

export async function fileFault(cause: unknown): Promise<FileFault> {
  const problem = cause instanceof Problem && cause.status === 422 ? cause : undefined;
  const refused = problem?.faults ?? [];
  // The first hundred are named.
  const all = Number(problem?.params?.faults ?? problem?.params?.rows) || refused.length;
  const named = refused.slice(0, MOST_LINES);
  const sentences = await inWords(named);
  const lines = named.map(({ line }, index) => {
    const detail = sentences[index] ?? '';
    return line ? m.moving_line({ line, detail }) : detail;
  });
  return { text: await textFor(cause), lines, more: all - lines.length };
}

const textFor = (cause: unknown) =>
  fileFaultText(cause, ({ status }) => {
    if (status === 413) return m.moving_too_large();
    return status === 422 ? m.moving_refused() : undefined;
  });
