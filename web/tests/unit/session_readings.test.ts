import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { loadMessages } from '#messages';
import type { SessionReading, Treatment } from '#domain/records.ts';
import { readingText } from '#parts/reading_text.ts';
import { draftOf, treatmentOf } from '../../src/pages/treatments/draft.ts';
import { offered, readingAt } from '../../src/pages/treatments/reading_draft.ts';

const NOW = new Date('2026-03-11T12:00:00Z');
const treated = (readings: SessionReading[]): Treatment => ({
  at: '2026-03-10T10:00:00+00:00',
  medicine: 'ketamine',
  route: 'iv',
  readings,
});
const saved = (readings: SessionReading[]) =>
  treatmentOf(draftOf(treated(readings), undefined, NOW), NOW).readings;

describe('readings in the form of a treatment', () => {
  test('come out of the form as they went in, each on its side of the start', () => {
    const readings: SessionReading[] = [
      { minutes: -30, blood_pressure: { systolic: 118, diastolic: 76 } },
      { minutes: 0, pulse: 70 },
      { minutes: 40, pulse: 96, sedation: 0, dissociation: 10 },
    ];
    expect(saved(readings)).toEqual(readings);
  });

  test('are sent in the order of time, and at the start as 0', () => {
    const said = saved([
      { minutes: 40, pulse: 96 },
      { minutes: 0, pulse: 70 },
    ]);
    expect(said?.map(({ minutes }) => minutes)).toEqual([0, 40]);
    expect(Object.is(said?.[0]?.minutes, 0)).toBe(true);
  });

  test('of which only the time was typed are not sent', () => {
    const draft = draftOf(treated([{ minutes: 40, pulse: 96 }]), undefined, NOW);
    draft.readings.push(readingAt(120, draft.readings), readingAt(undefined, draft.readings));
    expect(treatmentOf(draft, NOW).readings).toEqual([{ minutes: 40, pulse: 96 }]);
    draft.readings.splice(0, 1);
    expect(treatmentOf(draft, NOW)).not.toHaveProperty('readings');
  });

  test('of half a blood pressure hold what else there is', () => {
    const draft = draftOf(treated([{ minutes: 40, pulse: 96 }]), undefined, NOW);
    const [reading] = draft.readings;
    if (reading) reading.pressure.systolic = 120;
    expect(treatmentOf(draft, NOW).readings).toEqual([{ minutes: 40, pulse: 96 }]);
  });

  test('have keys that tell them apart after one was taken out', () => {
    const draft = draftOf(
      treated([
        { minutes: 0, pulse: 70 },
        { minutes: 40, pulse: 96 },
      ]),
      undefined,
      NOW,
    );
    draft.readings.splice(0, 1);
    draft.readings.push(readingAt(120, draft.readings));
    expect(new Set(draft.readings.map(({ key }) => key)).size).toBe(2);
  });

  test('are not carried into the next treatment', () => {
    expect(draftOf(undefined, treated([{ minutes: 40, pulse: 96 }]), NOW).readings).toEqual([]);
  });
});

describe('times that are offered', () => {
  const times = (taken: (number | null)[], duration: number | null) =>
    offered(taken, duration).map(({ name, minutes }) => [name, minutes]);

  test('are before, 40 minutes, before leaving, and another', () => {
    expect(times([], null)).toEqual([
      ['before', 0],
      ['forty', 40],
      ['leaving', 120],
      ['other', undefined],
    ]);
  });

  test('leave out what is there, and let nobody leave before the end', () => {
    expect(times([0, null], 180)).toEqual([
      ['forty', 40],
      ['leaving', 180],
      ['other', undefined],
    ]);
  });
});

describe('a reading in a line', () => {
  beforeAll(async () => {
    vi.stubGlobal('navigator', { languages: ['en-GB'] });
    vi.stubGlobal('localStorage', { getItem: () => null });
    await loadMessages();
  });
  afterAll(() => vi.unstubAllGlobals());

  test('says when it was and what was read', () => {
    const pressure = { systolic: 142, diastolic: 88 };
    const text = readingText({ minutes: 40, blood_pressure: pressure, pulse: 96, dissociation: 6 });
    expect(text).toBe('After 40 min: 142/88, pulse 96 and unreal or detached 6 of 10');
    expect(readingText({ minutes: 0, sedation: 0 })).toBe('Before: sleepy 0 of 10');
    expect(readingText({ minutes: -15, pulse: 70 })).toBe('15 min before: pulse 70');
  });
});
