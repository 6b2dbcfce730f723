/** In which words scores are given, and where those changed. */
import { expect, test } from 'vitest';
import { askedOf } from '#domain/asked.ts';
import { builtIn } from '#domain/measures.ts';
import type { CheckIn } from '#domain/records.ts';
import { wordedAnew, wordedAnewOf } from '#domain/wordings.ts';

const now = (id: string, language: string) => ({ version: builtIn(id)?.version ?? 0, language });

test('a score is given in the present words, one of an own measure in none', () => {
  expect(now('anxiety', 'de').version).toBeGreaterThanOrEqual(2);
  const scores = { anxiety: 4, low_mood: 2, calm: 1 };
  expect(askedOf(scores, undefined, 'de')).toEqual({
    asked: { anxiety: now('anxiety', 'de'), low_mood: now('low_mood', 'de') },
  });
  expect(askedOf({ calm: 1 }, undefined, 'de')).toEqual({});
});

test('what stands as it was given keeps its words, and what is answered anew takes the present ones', () => {
  const before = {
    scores: { anxiety: 4, worry: 3, sleep_quality: 6, pain: 1 },
    asked: { anxiety: { version: 1, language: 'fr' }, pain: { version: 1, language: 'fr' } },
  };
  const scores = { anxiety: 4, worry: 3, sleep_quality: 7, wellbeing: 5 };
  expect(askedOf(scores, before, 'de')).toEqual({
    asked: {
      anxiety: { version: 1, language: 'fr' },
      // Worry was answered before anybody noted its words, and was not answered again.
      sleep_quality: now('sleep_quality', 'de'),
      wellbeing: now('wellbeing', 'de'),
    },
  });
});

const at = (day: number, version?: number): CheckIn => ({
  at: `2026-11-${String(day).padStart(2, '0')}T20:00:00+01:00`,
  scores: { anxiety: 4 },
  ...(version && { asked: { anxiety: { version, language: 'de' } } }),
});

test('the words changed where another version first came, and only there', () => {
  const days = [at(1), at(2), { ...at(3, 2), scores: { worry: 2 } }, at(4, 2), at(5), at(6, 2)];
  expect(wordedAnew(days, 'anxiety')).toEqual([{ version: 2, day: '2026-11-04' }]);
  expect(wordedAnew([at(1, 2), at(2, 2)], 'anxiety')).toEqual([]);
  expect(wordedAnew([at(1), at(2, 2), at(3, 3)], 'anxiety').map(({ version }) => version)).toEqual([
    2, 3,
  ]);
});

test('behind a link another language of the same version is no change of the words', () => {
  const wording = (version: number, language: string, from: string) => ({
    version,
    language,
    from,
    to: from,
  });
  const wordings = [
    wording(1, 'de', '2026-11-01'),
    wording(1, 'en', '2026-11-03'),
    wording(2, 'en', '2026-11-05'),
    wording(2, 'de', '2026-11-06'),
  ];
  expect(wordedAnewOf({ wordings })).toEqual([{ version: 2, day: '2026-11-05' }]);
  expect(wordedAnewOf({})).toEqual([]);
});
