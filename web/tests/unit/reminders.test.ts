import { expect, test } from 'vitest';
import { isQuiet, PROPOSED, reminderFault } from '#domain/reminders.ts';

test.each([
  ['22:00', true],
  ['00:00', true],
  ['07:59', true],
  ['08:00', false],
  ['21:59', false],
])('quiet hours run over midnight: %s', (time, quiet) => {
  expect(isQuiet(time, { from: '22:00', to: '08:00' })).toBe(quiet);
  expect(isQuiet(time, { from: '08:00', to: '22:00' })).toBe(!quiet);
});

test('what is proposed is something that the server takes', () => {
  expect(reminderFault(PROPOSED)).toBeUndefined();
});

test('a choice that the server would refuse is told before it is sent', () => {
  expect(reminderFault({ ...PROPOSED, times: ['23:00'] })).toEqual({
    kind: 'quiet',
    time: '23:00',
  });
  expect(reminderFault({ ...PROPOSED, times: ['09:00', '09:00'] })).toEqual({
    kind: 'twice',
    time: '09:00',
  });
  const quiet = { from: '22:00', to: '22:00' };
  expect(reminderFault({ ...PROPOSED, quiet })).toEqual({ kind: 'same' });
  expect(reminderFault({ ...PROPOSED, quiet: null, times: [] })).toBeUndefined();
});
