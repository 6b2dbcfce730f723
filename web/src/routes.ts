/** Which page stands where. Pages are fetched when they are first opened, and so is the list of most of them. */
import type { Component } from 'svelte';
import { loadMessages, type Part } from '#messages';

/** A page with the parameters its path and query gave it, and with what it made ready itself. */
export interface Opened {
  page: Component<Record<string, unknown>>;
  parameters: Record<string, unknown>;
}

/** Where a page is fetched from, whose sentences it needs, and what its address says. */
export interface Found {
  /** A page that can say what it shows from this device is not shown before: it is drawn once. */
  load: () => Promise<{ default: unknown; prepare?: () => Promise<object> }>;
  parts: Part[];
  parameters: Record<string, unknown>;
}

/** What most visits are for: its sentences are among the first ones. */
const today = (place: URL): Found => ({
  load: () => import('./pages/check_in/CheckInPage.svelte'),
  parts: [],
  parameters: /^\d{4}-\d{2}-\d{2}$/.test(place.searchParams.get('day') ?? '')
    ? { day: place.searchParams.get('day') }
    : {},
});

const FRONT_DOOR: Found = {
  load: () => import('./pages/welcome/WelcomePage.svelte'),
  parts: ['door'],
  parameters: {},
};

export interface Room {
  framed: boolean;
  load: () => Promise<Opened>;
}

/** The page for a place; one that needs an account leads to the front door without it. */
export function roomAt(place: URL, signedIn: boolean): Room {
  // They need no account, and are shown without the frame of the journal.
  const open = /^\/(sign-in|sign-up|recover)$/.test(place.pathname);
  return {
    framed: signedIn && !open,
    load: async () => opened(await found(place, signedIn, open)),
  };
}

async function found(place: URL, signedIn: boolean, open: boolean): Promise<Found> {
  if (!signedIn && !open) return FRONT_DOOR;
  if (/^\/(check-in)?$/.test(place.pathname)) return today(place);
  return (await import('./other_pages.ts')).otherPage(place);
}

/** A page comes together with its sentences. */
async function opened({ load, parts, parameters }: Found): Promise<Opened> {
  const [{ default: page, prepare }] = await Promise.all([load(), ...parts.map(loadMessages)]);
  const ready = await prepare?.();
  return { page: page as Opened['page'], parameters: { ...parameters, ...ready } };
}
