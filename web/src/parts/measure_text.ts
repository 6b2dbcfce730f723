/** The words of every measure: the built-in ones in the patient's language, one's own as written. */
import { m } from '#messages';
import type { Measure } from '#domain/measures.ts';

export interface MeasureText {
  /** As it is asked. */
  question: string;
  /** As it is called on a chart. */
  name: string;
  low: string;
  high: string;
}

/** A test sees to it that every built-in measure has these messages in every language. */
const words = (id: string, part: '' | '_name' | '_low' | '_high') =>
  (m as unknown as Record<string, (() => string) | undefined>)[`measure_${id}${part}`]?.() ?? id;

export function measureText({ id, own }: Measure): MeasureText {
  if (own) {
    const { question, low_label = '', high_label = '' } = own;
    return { question, name: question, low: low_label, high: high_label };
  }
  return {
    question: words(id, ''),
    name: words(id, '_name'),
    low: words(id, '_low'),
    high: words(id, '_high'),
  };
}
