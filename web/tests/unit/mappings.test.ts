import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { withDatabase } from '#data/database.ts';
import { rememberedMapping, rememberMapping } from '#data/mappings.ts';
import { proposal, roleOf, type Column } from '#domain/columns.ts';
import { BUILT_IN } from '#domain/measures.ts';

const measures = new Map(BUILT_IN.map((measure) => [measure.id, measure]));
const column = (name: string, of: Partial<Column> = {}): Column => ({
  name,
  samples: ['a secret'],
  empty: 0,
  looks: 'other',
  words: [],
  ...of,
});
const day = column('Day', { looks: 'date', order: 'unclear' });
const pain = column('How it hurts', { words: ['bearably', 'badly'] });
const table = [day, pain];
const said = [
  { ...proposal(day), order: 'day_first' as const },
  { ...proposal(pain), kind: 'score' as const, measure: 'pain', words: { bearably: 3, badly: 9 } },
];

test('a table of the same columns begins with what was said of the last one', async () => {
  expect(await rememberedMapping(table, measures)).toBeUndefined();
  await rememberMapping(table, said);
  const again = await rememberedMapping(table, measures);
  expect(again?.map((one, index) => roleOf(table[index] as Column, one))).toEqual([
    'date:day_first',
    undefined,
  ]);
  expect(again?.[1]).toMatchObject({ kind: 'score', measure: 'pain', words: {} });
  for (const other of [[pain, day], [day], [day, column('how it hurts')]])
    expect(await rememberedMapping(other, measures)).toBeUndefined();
});

test('neither names of columns nor anything below them is kept', async () => {
  const readings = [{ name: 'the secret ache' }];
  const named = column('What', { proposed: 'measure_name', readings });
  await rememberMapping([...table, named], [...said, proposal(named)]);
  const again = await rememberedMapping([...table, named], measures);
  expect(again?.[2]).toEqual(proposal(named));
  const kept = JSON.stringify(await withDatabase((database) => database.get('facts', 'tables')));
  expect(kept).toContain('pain');
  for (const part of ['Day', 'hurts', 'secret', 'bearably', '"badly"', 'ache', '9'])
    expect.soft(kept.replace(/\["\w+"/g, '')).not.toContain(part);
});

test('what the file tells itself, and what is there no more, is not taken from the last one', async () => {
  await rememberMapping(table, said);
  const plain = { ...day, order: 'month_first' as const };
  expect((await rememberedMapping([plain, pain], measures))?.[0]?.order).toBe('month_first');
  expect((await rememberedMapping(table, new Map()))?.[1]?.measure).toBe('');
});

test('twenty tables are remembered, the last ones', async () => {
  for (let n = 0; n < 21; n += 1) await rememberMapping([day, column(`n${n}`)], said);
  const known = (n: number) => rememberedMapping([day, column(`n${n}`)], measures);
  expect([await known(0), (await known(1))?.length]).toEqual([undefined, 2]);
});
