/** Half typed is not wrong: what is wrong with a field is said once it was left, or saving was tried. */

// The words would push a button away from under the finger that is pressing it.
const PRESS_MS = 200;

export class Left {
  now = $state(false);

  /** For the field itself. */
  watch = (element: HTMLElement): (() => void) => {
    let later: ReturnType<typeof setTimeout> | undefined;
    const typing = () => {
      clearTimeout(later);
      this.now = false;
    };
    const left = () => (later = setTimeout(() => (this.now = true), PRESS_MS));
    const tried = () => (this.now = true);
    const told = { input: typing, blur: left, invalid: tried };
    for (const [name, tell] of Object.entries(told)) element.addEventListener(name, tell);
    return () => {
      clearTimeout(later);
      for (const [name, tell] of Object.entries(told)) element.removeEventListener(name, tell);
    };
  };
}
