/** The guide and the definitions behind a link: each sentence as the definitions of relief have it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { m } from '#messages';
import { EVERY_LANGUAGE, speak } from './languages.ts';

beforeEach(() => speak('en'));

/** What would say that relief came, began or started where it was only seen. */
const BEGAN =
  /relief (came|began|started)|linderung (kam|begann|setzte)|alivio (llegó|empezó|comenzó)|soulagement (est venu|est arrivé|a commencé|a débuté)|verlichting (kwam|begon|trad)|alívio (veio|chegou|começou)/i;
const SEEN =
  /first seen|zuerst gesehen|se vio por primera vez|vu pour la première fois|voor het eerst gezien|visto pela primeira vez/i;

describe.each(EVERY_LANGUAGE)('in %s', (language) => {
  beforeEach(() => speak(language));

  test('relief is first seen between two entries, and is not said to begin there', () => {
    for (const text of [m.guide_seen_text(), m.shared_def_onset()]) {
      expect(text).toMatch(SEEN);
      expect(text).not.toMatch(BEGAN);
    }
  });

  test('it is told where studies count differently', () => {
    const text = m.guide_trials_text();
    expect(text).toContain('Murrough 2013');
    expect(text).toMatch(/\b18\b/);
  });

  test('the share of weeks that ordinary ups and downs explain is that of the definitions', () => {
    expect(m.guide_ups_text()).toMatch(/\b1\b.*\b20\b/);
  });

  test('what two numbers of days mean is told to both readers', () => {
    expect(m.guide_readings_text()).toMatch(/7 (to|bis|a|à|tot) 8/);
    expect(m.shared_def_relief()).toMatch(
      /two numbers|zwei Zahlen|dos números|deux nombres|twee getallen|dois números/,
    );
  });
});
