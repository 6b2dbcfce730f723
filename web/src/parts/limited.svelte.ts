/** A text field with a limit: nothing is cut off, but what is too long is said, and not saved. */
import { m } from '#messages';
import type { TextLimit } from '#domain/limits.ts';
import { numberText } from './format.ts';
import { Left } from './left.svelte.ts';

/** Call it while a component is set up. */
export function limited(limit: () => TextLimit | undefined, text: () => string) {
  const left = new Left();
  const over = $derived(overText(limit(), text()));
  const wrong = $derived(over ?? shortText(limit(), text()));
  return {
    /** How much more fits, once the end is near. */
    get room() {
      return roomText(limit(), text());
    },
    /** Too short is what everything is at first; too long is said at once. */
    get fault() {
      return left.now ? wrong : over;
    },
    /** For the field itself, so that its form knows what is wrong. */
    check: (element: HTMLInputElement | HTMLTextAreaElement) => {
      element.setCustomValidity(wrong ?? '');
    },
    watch: left.watch,
  };
}

// As the server counts: not UTF-16 units. A wave is as much of a person's text as a letter is.
const lengthOf = (text: string) => [...text].length;

function roomText(limit: TextLimit | undefined, text: string): string | undefined {
  if (!limit) return undefined;
  const room = limit.most - lengthOf(text);
  return room >= 0 && room <= Math.min(200, limit.most / 5)
    ? m.text_left({ count: room })
    : undefined;
}

function overText(limit: TextLimit | undefined, text: string): string | undefined {
  const count = limit ? lengthOf(text) - limit.most : 0;
  return limit && count > 0 ? m.text_over({ count, most: numberText(limit.most) }) : undefined;
}

/** Of a text that was begun: whether there must be one is for `required`. */
function shortText(limit: TextLimit | undefined, text: string): string | undefined {
  if (!limit || text === '') return undefined;
  // Blanks alone say nothing.
  const written = limit.least > 1 ? text : text.trim();
  return lengthOf(written) < limit.least ? m.text_short({ count: limit.least }) : undefined;
}
