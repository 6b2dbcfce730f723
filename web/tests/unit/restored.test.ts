/** On which day a server went back, as whoever is refused reads it. */
import { expect, test, vi } from 'vitest';
import { restoredDay } from '../../src/pages/welcome/restored.ts';
import { speak } from './languages.ts';

vi.stubGlobal('navigator', { languages: ['en'] });

const now = new Date('2026-11-28T12:00:00Z');

test('a restore explains a refusal for half a year, and no nonsense does', async () => {
  await speak('en');
  expect(restoredDay('2026-11-28T09:00:00Z', now)).toBe('today');
  expect(restoredDay('2026-11-27T09:00:00Z', now)).toBe('yesterday');
  // A clock that is behind the server's.
  expect(restoredDay('2026-11-28T12:20:00Z', now)).toBe('today');
  expect(restoredDay('2026-06-10T09:00:00Z', now)).toContain('June');
  for (const at of [undefined, '', 'x', '2026-05-20T09:00:00Z', '2029-01-01T00:00:00Z'])
    expect(restoredDay(at, now), at).toBeUndefined();
});
