/** Leads to the first field of a form that cannot be saved as it is. */
import { faultWords, type Control } from '#parts/fault_words.ts';

/** Opens what it is folded into, focuses it, and answers what is wrong with it, in words. */
export function showFault(form: HTMLFormElement): string | undefined {
  const control = [...form.elements].find(
    (element): element is Control =>
      element.matches('input, select, textarea') && element.matches(':invalid'),
  );
  if (!control) return undefined;
  for (let at = control.closest('details'); at; at = at.parentElement?.closest('details') ?? null)
    at.open = true;
  control.focus();
  const words = faultWords(control);
  const name = control.getAttribute('aria-label') ?? control.labels?.[0]?.textContent.trim();
  return name && control.type !== 'checkbox' ? `${name}: ${words}` : words;
}
