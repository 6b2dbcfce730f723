/** What the card says of a line. */
import { m } from '#messages';
import { getLocale, languageOf } from '#locale';
import { isDialled, keyToPress, type Line } from '#domain/help/lines.ts';

/** What to do: `Call 988`, `Text SHOUT to 85258`. A number is not broken over two lines. */
export function lineAction({ kind, number: dialled, shown, word }: Line): string {
  const number = shown.replaceAll(' ', '\u00a0').replaceAll('-', '\u2011');
  if (kind === 'text')
    return word ? m.crisis_text_word({ word, number }) : m.crisis_text({ number });
  return isDialled(dialled) ? m.crisis_call({ number }) : m.crisis_dial({ number });
}

/** Where a tap leads; nowhere for a number that is dialled by hand. */
export function lineAddress({ kind, number, word }: Line): string | undefined {
  if (!isDialled(number)) return undefined;
  if (kind === 'call') return `tel:${number}`;
  // Both systems of phones understand this form.
  return word ? `sms:${number}?&body=${encodeURIComponent(word)}` : `sms:${number}`;
}

function hoursText({ hours }: Line): string | undefined {
  if (hours === 'always') return m.crisis_always();
  if (hours === 'not_at_night') return m.crisis_not_at_night();
  return hours ? m.crisis_from_to(hours) : undefined;
}

/** Which key to press once the call is answered, where there is one. */
export function keyText(line: Line): string | undefined {
  const digit = keyToPress(line, languageOf(getLocale()));
  return digit && m.crisis_press({ digit });
}

/** Who answers, when, and in which languages if not just the reader's: what is known of it. */
export function lineDetails(line: Line): string {
  const locale = getLocale();
  const names = new Intl.DisplayNames(locale, { type: 'language' });
  const others = line.languages.some((code) => code !== languageOf(locale));
  const details = [
    line.name,
    line.note === 'mobile' && m.crisis_mobile(),
    line.note === 'deaf' && m.crisis_deaf(),
    hoursText(line),
    others && line.languages.map((code) => names.of(code) ?? code).join(', '),
  ];
  return details.filter(Boolean).join(' · ');
}

/** 27 November 2026 */
export function checkedText(day: string): string {
  return new Intl.DateTimeFormat(getLocale(), { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(day),
  );
}
