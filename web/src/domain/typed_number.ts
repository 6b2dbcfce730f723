/** Numbers as people type them: with a comma or with a point, whatever the language of the device. */
import type { NumberLimit } from './limits.ts';

export type DecimalMark = '.' | ',';

/** A number, nothing (null), or why it is not taken. */
export type TypedNumber = { value: number | null } | { fault: 'unclear' | 'limit' };

const NUMBER = /^([-−]?)(\d*)(?:([.,])(\d*))?$/;

/**
 * What a text says, if that is a number within its limit. Either mark begins the decimals; but the
 * one that is not `mark`, the one of the language, may also group thousands: "1,000" is a thousand
 * for some and one for others. So it is asked for once more, rather than guessed.
 */
export function typedNumber(text: string, limit: NumberLimit, mark: DecimalMark): TypedNumber {
  const typed = text.trim();
  if (typed === '') return { value: null };
  const [, sign = '', whole = '', between, decimals = ''] = NUMBER.exec(typed) ?? [];
  if (whole + decimals === '') return { fault: 'limit' };
  const grouped = decimals.length === 3 && /^[1-9]\d{0,2}$/.test(whole);
  if (grouped && (limit.whole || between !== mark)) return { fault: 'unclear' };
  // Adding 0 takes the sign off a negative zero.
  const value = Number(`${sign && '-'}${whole || '0'}.${decimals || '0'}`) + 0;
  const fits = value >= limit.min && value <= limit.max;
  return fits && (!limit.whole || Number.isInteger(value)) ? { value } : { fault: 'limit' };
}

/** A number as somebody with this decimal mark would type it. */
export function asTyped(value: number | null, mark: DecimalMark): string {
  if (value === null) return '';
  const text = value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 });
  return text.replace('.', mark);
}
