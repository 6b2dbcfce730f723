import { expect, test } from 'vitest';
import { DOSE_AMOUNT, PRESSURE_SYSTOLIC } from '#domain/limits.ts';
import { asTyped, typedNumber } from '#domain/typed_number.ts';

const dose = (text: string, mark: '.' | ',' = '.') => typedNumber(text, DOSE_AMOUNT, mark);
const upper = (text: string) => typedNumber(text, PRESSURE_SYSTOLIC, ',');

test('a decimal comma and a decimal point mean the same in every language', () => {
  for (const mark of ['.', ','] as const) {
    for (const text of ['0,5', '0.5', ' .5 ', ',5', '0.50']) {
      expect(dose(text, mark), text).toEqual({ value: 0.5 });
    }
    expect(dose('0,125', mark)).toEqual({ value: 0.125 });
    expect(dose('12,25', mark)).toEqual({ value: 12.25 });
    expect(dose('1000', mark)).toEqual({ value: 1000 });
  }
});

test('what may be a thousand or one is asked for, never guessed', () => {
  expect(dose('1,000', '.')).toEqual({ fault: 'unclear' });
  expect(dose('1.000', ',')).toEqual({ fault: 'unclear' });
  expect(dose('1.250', '.')).toEqual({ value: 1.25 });
  expect(dose('1,250', ',')).toEqual({ value: 1.25 });
  expect(upper('1.000')).toEqual({ fault: 'unclear' });
});

test('nothing is no number and no fault; what is out of the limit, or no number, is none', () => {
  expect(dose('  ')).toEqual({ value: null });
  expect(dose('-0')).toEqual({ value: 0 });
  expect(dose('10000')).toEqual({ value: 10_000 });
  for (const text of ['-1', '10001', '1e3', '5 mg', '1.2.3', '.', '-', '0x10', '٣', 'NaN']) {
    expect(dose(text), text).toEqual({ fault: 'limit' });
  }
  expect(upper('120')).toEqual({ value: 120 });
  expect(upper('120,0')).toEqual({ value: 120 });
  for (const text of ['29', '301', '120,5']) expect(upper(text), text).toEqual({ fault: 'limit' });
});

test('a number is shown as it would be typed, and read back as it was', () => {
  for (const value of [0.5, 0, -1_000_000, 1234.5, 1e-7, 0.1 + 0.2]) {
    for (const mark of ['.', ','] as const) {
      const limit = { min: -1_000_000, max: 1_000_100, whole: false };
      expect(typedNumber(asTyped(value, mark), limit, mark)).toEqual({ value });
    }
  }
  expect(asTyped(0.5, ',')).toBe('0,5');
  expect(asTyped(null, ',')).toBe('');
});
