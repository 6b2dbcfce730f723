/** Copying to the clipboard, also on http, where browsers offer no `navigator.clipboard`. */

/** Whether it worked. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedByCommand(text);
  }
}

/** The older way: what is selected is copied, so it is put on the page for a moment. */
function copiedByCommand(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.className = 'unseen';
  (focused?.parentElement ?? document.body).append(field);
  field.select();
  try {
    // The only way where the newer one is missing.
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}
