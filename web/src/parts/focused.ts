import type { Attachment } from 'svelte/attachments';

/** The control that a dialog is opened for: it has the focus when the dialog opens, or when it comes later. */
export const focused: Attachment<HTMLElement> = (element) => {
  element.autofocus = true;
  if (element.closest('dialog')?.open) element.focus();
};
