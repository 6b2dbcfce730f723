import { describe, expect, it } from 'vitest';
import { guessOrigin } from '#domain/origins.ts';

describe('where a file comes from', () => {
  it.each([
    ['afterglow.zip', 'PK', 'afterglow'],
    ['1.csv', 'at,kind,measure,value,note', 'afterglow'],
    ['1.csv', '\uFEFF"at","kind","measure","value"', 'afterglow'],
    ['1.csv', 'at;kind;measure;value;note;;;', 'afterglow'],
    ['1.csv', 'sep=;\r\nat;kind;measure;value;note', 'afterglow'],
    ['1.csv', '\uFEFFdate;time;kind;measure;value;note', 'afterglow'],
    ['1.csv', '"date"\t"time"\t"kind"\t"measure"\t"value"', 'afterglow'],
    ['1.csv', `\uFFFD\uFFFD${[...'at,kind,measure,'].join('\0')}\0`, 'afterglow'],
    ['1.csv', 'date,time,mood,measure', 'auto'],
    ['1.json', '{"format": "afterglow", "version": 1', 'afterglow'],
    ['1.json', '{"format": 1}', 'auto'],
    ['daylio_export_2026.csv', '', 'auto'],
    ['Journal.emoods', 'PK', 'auto'],
    ['Downloads.zip', 'PK\u0003\u0004…README.txt…PK\u0001\u0002…afterglow.json…', 'afterglow'],
    ['backup.daylio', 'PK\u0003\u0004…backup.daylio…', 'auto'],
    ['data.csv', 'when,what,how', 'auto'],
  ] as const)('%s that begins with %s', (name, beginning, origin) => {
    expect(guessOrigin(name, beginning)).toBe(origin);
  });
});
