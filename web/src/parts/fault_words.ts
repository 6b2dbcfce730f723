/** What is wrong with what is in a field, in the app's own language. */
import { m } from '#messages';

export type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export function faultWords(control: Control): string {
  const { validity } = control;
  if (validity.customError) return control.validationMessage;
  if (validity.badInput) return m.field_unreadable();
  if (validity.valueMissing) return m.field_missing();
  if (validity.stepMismatch) return m.field_whole();
  if (validity.rangeUnderflow || validity.rangeOverflow) return rangeWords(control);
  return m.field_wrong();
}

function rangeWords(control: Control): string {
  const { min, max } = control instanceof HTMLInputElement ? control : { min: '', max: '' };
  return max === '' ? m.field_least({ min }) : m.field_range({ min: min || '0', max });
}
