/** Where the patient is. Plain links are followed without loading the page anew. */

let place = $state.raw(new URL(location.href));
let visits = $state(0);

export function currentPlace(): URL {
  return place;
}

/** Grows with every visit, so that following a link to where one is begins the page anew. */
export function currentVisit(): number {
  return visits;
}

export function go(to: string, options: { replace?: boolean } = {}): void {
  const next = new URL(to, location.href);
  if (options.replace) history.replaceState(null, '', next);
  else {
    history.pushState(null, '', next);
    visits += 1;
  }
  place = next;
}

/** Changes a part of the query, e.g. the measure chosen, without a step in the history. */
export function choose(name: string, value: string): void {
  const next = new URL(place);
  next.searchParams.set(name, value);
  go(next.href, { replace: true });
}

export function followLinks(): void {
  addEventListener('popstate', () => {
    place = new URL(location.href);
    visits += 1;
  });
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const elsewhere = !link || link.target || link.download || link.origin !== location.origin;
    const special = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
    if (elsewhere || special || event.defaultPrevented || link.hash) return;
    event.preventDefault();
    go(link.href);
  });
}
