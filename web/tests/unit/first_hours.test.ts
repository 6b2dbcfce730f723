import { expect, test } from 'vitest';
import { firstHours } from '#domain/first_hours.ts';
import { BUILT_IN } from '#domain/measures.ts';

const ids = ['low_mood', 'anxiety', 'self_harm_thoughts', 'sleep_quality', 'wellbeing'];
const followed = BUILT_IN.filter(({ id }) => ids.includes(id)).sort(
  (a, b) => ids.indexOf(a.id) - ids.indexOf(b.id),
);
const asked = (chosen: string[], of = followed) => {
  const { first, rest } = firstHours(of, chosen);
  return [first.map(({ id }) => id), rest.map(({ id }) => id)];
};

test('without a choice the first two are asked, and thoughts of self-harm always', () => {
  expect(asked([])).toEqual([
    ['low_mood', 'anxiety', 'self_harm_thoughts'],
    ['sleep_quality', 'wellbeing'],
  ]);
});

test('a choice is kept; what is no longer followed is filled up', () => {
  expect(asked(['wellbeing', 'sleep_quality'])).toEqual([
    ['wellbeing', 'sleep_quality', 'self_harm_thoughts'],
    ['low_mood', 'anxiety'],
  ]);
  expect(asked(['wellbeing', 'pain'])).toEqual([
    ['wellbeing', 'low_mood', 'self_harm_thoughts'],
    ['anxiety', 'sleep_quality'],
  ]);
});

test('who does not follow thoughts of self-harm is asked two, and who follows one is asked one', () => {
  const without = followed.filter(({ id }) => id !== 'self_harm_thoughts');
  expect(asked([], without)[0]).toEqual(['low_mood', 'anxiety']);
  expect(asked([], followed.slice(0, 1))).toEqual([['low_mood'], []]);
});
