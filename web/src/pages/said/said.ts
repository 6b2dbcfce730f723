/** What the server says by a code, in the reader's language. Fetched when something was refused. */
import { m } from '#messages';
import type { Said } from '#data/api.ts';
import { getLocale } from '#locale';

/**
 * Only a program can cause these: what the app sends is made so that they do not come. Where one
 * comes all the same, the app and the server differ in what they know.
 */
export const FOR_PROGRAMS: ReadonlySet<string> = new Set([
  ...[
    'asked_measure',
    'body_missing',
    'country_code',
    'cursor',
    'file_moods_json',
    'file_treatments_json',
    'foreign_origin',
  ],
  ...['invalid_json', 'item_count', 'key_version', 'language_tag', 'method_not_allowed'],
  ...['not_both', 'other_app_format', 'own_id', 'parameter_once', 'push_address'],
  ...['push_address_form', 'push_key', 'push_key_version', 'push_secret', 'record_id', 'revision'],
  ...['seven_or_fourteen', 'table_column_role', 'table_columns_json', 'table_role', 'table_scale'],
  ...['true_or_false', 'unexpected', 'unknown_field', 'unsupported_media_type'],
]);

/** These are one and the same to a reader. */
export const ALIKE: Readonly<Record<string, string>> = {
  form_object: 'form_resource',
  form_link_id_twice: 'form_link_id',
  unauthenticated: 'session_ended',
};

type Sentence = (inputs: Record<string, string>) => string;

/** The sentence of a code; a code that this app does not know yet is said in the server's own words. */
export function sentenceOf({ code, params = {}, detail, column }: Said): string {
  const inputs: Record<string, string> = { ...inWords(params), detail };
  // A write of a batch that was refused as a whole: why, by the code of that problem.
  const known = code === 'write_refused' ? (inputs['reason'] ?? code) : code;
  const sentence = sayingOf(FOR_PROGRAMS.has(known) ? 'for_programs' : known)?.(inputs);
  const text = sentence ?? m.said_unknown({ detail });
  return column ? m.said_in_column({ column, sentence: text }) : text;
}

/** Whether this app has a sentence for a code. */
export const knows = (code: string): boolean => sayingOf(code) !== undefined;

const sayingOf = (code: string) =>
  (m as unknown as Record<string, Sentence | undefined>)[`said_${ALIKE[code] ?? code}`];

const inWords = (params: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, wordOf(value)]));

/** A number as it is typed (a year has no thousands); of a list one or another. */
function wordOf(value: unknown): string {
  if (typeof value === 'number')
    return new Intl.NumberFormat(getLocale(), { useGrouping: false }).format(value);
  if (!Array.isArray(value)) return String(value);
  return new Intl.ListFormat(getLocale(), { type: 'disjunction' }).format(value.map(String));
}
