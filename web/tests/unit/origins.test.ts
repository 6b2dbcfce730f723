import { describe, expect, it } from 'vitest';
import { guessOrigin } from '#domain/origins.ts';

describe('where a file comes from', () => {
  it.each([
    ['daylio_export_2026.csv', '', 'daylio'],
    ['Journal.emoods', 'PK', 'emoods'],
    ['afterglow.zip', 'PK', 'afterglow'],
    ['1.csv', 'at,kind,measure,value,note', 'afterglow'],
    ['1.json', '{"format": 1}', 'afterglow'],
    ['1.csv', '\uFEFFfull_date,date,weekday,time,mood', 'daylio'],
    ['1.csv', '"year","date","weekday","time"', 'daylio'],
    ['1.csv', 'date,date formatted,weekday,time of day', 'bearable'],
    ['1.csv', 'Date,Depressed,Elevated,Irritability', 'emoods'],
    ['1.json', '[\n  {"date": "2026-1-5", "type": "Mood"}]', 'pixels'],
    ['data.csv', 'when,what,how', 'table'],
    ['Sheet1.tsv', 'when\twhat', 'table'],
  ] as const)('%s that begins with %s', (name, beginning, origin) => {
    expect(guessOrigin(name, beginning)).toBe(origin);
  });

  it('is asked where it is not plain', () => {
    expect(guessOrigin('data.json', 'when,what,how')).toBeUndefined();
    expect(guessOrigin('archive.zip', 'PK')).toBeUndefined();
  });
});
