/** What is typed into a form, told as it changes. */

/** Tells of every change, not of what the form begins with. Call it while a component is set up. */
export function whileTyping<T>(held: () => T, tell: (held: T) => void): void {
  let untouched = true;
  $effect(() => {
    const now = $state.snapshot(held()) as T;
    if (untouched) untouched = false;
    else tell(now);
  });
}
