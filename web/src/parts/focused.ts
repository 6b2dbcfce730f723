import type { Attachment } from 'svelte/attachments';

/** A reader learns first that there is a dialog, and says nothing of what is focused together with it. */
const SETTLED_MS = 300;

/** The control that a dialog is opened for: it has the focus once the dialog stands, or when it comes later. */
export const focused: Attachment<HTMLElement> = (element) => {
  const timer = setTimeout(() => {
    if (element.closest('dialog')?.open) element.focus();
  }, SETTLED_MS);
  return () => clearTimeout(timer);
};
