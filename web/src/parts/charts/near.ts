/** Told how wide an element is as soon as the reader comes near it, and whenever that changes. */
export const near =
  (onwidth: (width: number) => void) =>
  (element: HTMLElement): (() => void) => {
    const tell = (box: DOMRectReadOnly) => onwidth(Math.floor(box.width));
    const size = new ResizeObserver(([entry]) => entry && tell(entry.contentRect));
    const sight = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        sight.disconnect();
        // Asking the element itself would make the browser lay out the page once more.
        tell(entry.boundingClientRect);
        size.observe(element);
      },
      { rootMargin: '50% 0px' },
    );
    sight.observe(element);
    return () => {
      sight.disconnect();
      size.disconnect();
    };
  };
