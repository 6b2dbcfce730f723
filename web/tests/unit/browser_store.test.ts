import { afterEach, expect, test, vi } from 'vitest';
import { inTab, onDevice } from '#browser_store';

afterEach(() => vi.unstubAllGlobals());

test('where site data is blocked, what is chosen lasts as long as the page', () => {
  const blocked = {
    get localStorage(): Storage {
      throw new DOMException('denied', 'SecurityError');
    },
  };
  vi.stubGlobal('localStorage', undefined);
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get: () => blocked.localStorage,
  });
  expect(onDevice.get('theme')).toBeNull();
  onDevice.set('theme', 'dark');
  expect(onDevice.get('theme')).toBe('dark');
  expect(onDevice.all()).toEqual([]);
  onDevice.remove('theme');
  expect(onDevice.get('theme')).toBeNull();
});

test('what another tab has taken away does not come back', () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
  inTab.set('key', 'value');
  kept.clear();
  expect(inTab.get('key')).toBeNull();
});
