import { ESLint } from 'eslint';
import * as espree from 'espree';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { unknownCss } from '../../build/known_css.js';
import { small } from '../../build/plain_scripts.js';

async function faultsOf(source: string): Promise<string[]> {
  const [file] = await new ESLint().lintText(source, { filePath: 'src/domain/example.ts' });
  return (file?.messages ?? []).map(({ message }) => message);
}

test('the lint names what the oldest browsers lack', async () => {
  for (const younger of [
    'AbortSignal.timeout(1)',
    'AbortSignal.any([])',
    'crypto.randomUUID()',
    'structuredClone({})',
    'Object.hasOwn({}, "a")',
    '"abc".at(-1)',
    'new Intl.Segmenter()',
    '/(?<=a)b/',
  ])
    expect(await faultsOf(`export const example = ${younger};\n`), younger).not.toEqual([]);
  expect(await faultsOf('export const example = new AbortController();\n')).toEqual([]);
}, 30_000);

test('the lint names CSS that the oldest browsers lack, unless they keep what stands before it', () => {
  for (const younger of [
    'rotate: 45deg',
    'translate: 0 3rem',
    'height: 100dvh',
    'overflow: clip',
    'width: round(up, 1px, 2px)',
  ])
    expect(unknownCss(`a { ${younger} }`), younger).toHaveLength(1);
  expect(unknownCss('@layer one;')).toHaveLength(1);
  expect(unknownCss('a:popover-open { color: red }')).toHaveLength(1);
  expect(unknownCss('a { height: 100vh; height: 100dvh; transform: none }')).toEqual([]);
});

test('the scripts that say so where nothing runs are read by any browser', () => {
  const scripts = new URL('../../public/', import.meta.url);
  for (const name of readdirSync(scripts).filter((file) => file.endsWith('.js'))) {
    const code = small(name, readFileSync(new URL(name, scripts), 'utf8'));
    expect(() => espree.parse(code, { ecmaVersion: 5 }), code).not.toThrow();
  }
});

test('a language that the system names in its own way does not stop the dates', async () => {
  vi.stubGlobal('navigator', { languages: ['en-US@posix'] });
  const { fullDay, numberText } = await import('#parts/format.ts');
  expect(fullDay('2026-03-10')).toBe('March 10, 2026');
  expect(numberText(1.5)).toBe('1.5');
});
