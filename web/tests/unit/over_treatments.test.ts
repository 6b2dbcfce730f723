import { expect, test, vi } from 'vitest';
import * as english from '../../paraglide/messages/en.js';
import { moreNeeded, type Given } from '#domain/over_treatments.ts';
import { m } from '#messages';
import type { OverTreatments } from '#domain/relief.ts';
import { overTreatmentsText } from '#parts/over_treatments_text.ts';

Object.assign(m, english);
vi.stubGlobal('navigator', { languages: ['en-GB'] });

const NO_RELIEF = { treatments: 0, lost: 0 };
const mgPerKg = (amount: number) => ({ amount, unit: 'mg/kg' }) as const;

/** Treatments, each with something written in the week after it. */
function journal(given: readonly Omit<Given, 'id'>[], lagDay = 3) {
  const named = given.map((one, index) => ({ ...one, id: String(index) }));
  const point = { lag_day: lagDay, improvement_percent: 10, check_ins: 1 };
  return { given: named, reports: named.map(({ id }) => ({ id, curve: [point] })) };
}

test('without treatments all of those that are needed are missing', () => {
  expect(moreNeeded([], NO_RELIEF, [])).toEqual({ dose: 6, shorter: 6, route: 8 });
});

test('doses are counted within the route and unit that is closest to enough', () => {
  const iv = [0.5, 0.5, 0.75, 0.75].map(
    (amount) => ({ route: 'iv', dose: mgPerKg(amount) }) as const,
  );
  const oral = [50, 100].map(
    (amount) => ({ route: 'oral', dose: { amount, unit: 'mg' } }) as const,
  );
  const { given, reports } = journal([...iv, ...oral, { route: 'iv' }]);
  expect(moreNeeded(reports, NO_RELIEF, given).dose).toBe(2);
  const alike = journal(Array<(typeof iv)[0]>(7).fill({ route: 'iv', dose: mgPerKg(0.5) }));
  expect(moreNeeded(alike.reports, NO_RELIEF, alike.given).dose).toBe(2);
});

test('routes need four treatments of each of two', () => {
  const routes = ['iv', 'iv', 'iv', 'iv', 'iv', 'oral', 'nasal', 'nasal'] as const;
  const { given, reports } = journal(routes.map((route) => ({ route })));
  expect(moreNeeded(reports, NO_RELIEF, given).route).toBe(2);
});

test('a treatment with nothing written in the week after it does not count', () => {
  const { given, reports } = journal(Array<{ route: 'iv' }>(4).fill({ route: 'iv' }), 7);
  expect(moreNeeded(reports, NO_RELIEF, given).route).toBe(8);
});

test('reliefs have to be six, and four of them to have ended', () => {
  expect(moreNeeded([], { treatments: 5, lost: 4 }, []).shorter).toBe(1);
  expect(moreNeeded([], { treatments: 9, lost: 1 }, []).shorter).toBe(3);
  expect(moreNeeded([], { treatments: 6, lost: 4 }, []).shorter).toBe(0);
});

const FIGURES: OverTreatments = {
  dose: { tau: 0.7, p: 1 / 15, slope: 40, route: 'iv', unit: 'mg/kg', treatments: 6 },
  shorter: { tau: -0.7, p: 0.3, pairs: 15, treatments: 7, lost: 5 },
  route: { first: 'oral', second: 'iv', difference: -20, p: 0.001, treatments: [4, 5] },
};
const ENOUGH = { dose: 0, shorter: 0, route: 0 };
const words = (figures: Partial<OverTreatments>) =>
  overTreatmentsText({ ...FIGURES, ...figures }, ENOUGH).map((one) => one.words[0]);

test('a direction is said where chance alone would rarely bring it, and by how much', () => {
  const [dose, shorter, route] = overTreatmentsText(FIGURES, ENOUGH);
  expect(dose?.words.slice(0, 2)).toEqual([
    'After larger doses the improvement was larger: by about 4 percentage points for each 0.1 mg/kg more. It does not show that the dose was the cause, and is no advice to change it.',
    'If it were chance alone, a pattern at least this strong would show in about 7% of all possible orders of the treatments.',
  ]);
  expect(shorter?.words[0]).toBe('It cannot be told whether relief gets shorter or longer.');
  expect(route?.words.slice(0, 2)).toEqual([
    'After “Infusion (IV)” the improvement was about 20 percentage points larger than after “Swallowed”. It does not show that the way was the cause, and is no advice to change it.',
    'If it were chance alone, a pattern at least this strong would show in fewer than 1% of all possible orders of the treatments.',
  ]);
});

test('a slope against the order of the doses is told as no difference', () => {
  const dose = { ...FIGURES.dose, slope: -1 } as OverTreatments['dose'];
  expect(words({ dose })[0]).toBe('It cannot be told whether the dose makes a difference.');
});

test('where there are too few it is said how many more are needed, and nothing else', () => {
  const dose = { reason: 'too_few_treatments' } as const;
  const [answered] = overTreatmentsText({ ...FIGURES, dose }, { ...ENOUGH, dose: 2 });
  expect(answered).toMatchObject({
    compared: false,
    words: [
      'There are too few to tell yet. It can be told only from six treatments given in the same way, with three different doses: at least 2 more than now. That is no reason for a treatment, or for another dose.',
    ],
  });
  expect(words({ dose: { reason: 'all_alike' } })[0]).toMatch(/all the same/);
});
