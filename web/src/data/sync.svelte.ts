/** When to exchange with the server, and how that stands, in a form pages can show. */
import { Problem, SessionEnded, Unreachable } from './api.ts';
import { currentAccount } from './account.svelte.ts';
import { announce } from './changes.svelte.ts';
import { SignedOut, whyUnkept } from './database.ts';
import { exchangeAll } from './exchanging.ts';
import { standing, type Standing } from './journal.ts';

/**
 * `refused`: the server answers, and takes nothing. `broken`: this device could not read or store what
 * is exchanged.
 */
export type Phase =
  'resting' | 'exchanging' | 'unreachable' | 'session_ended' | 'refused' | 'broken';

interface State extends Standing {
  phase: Phase;
  /** Whether the journal is kept on this device. */
  kept: boolean;
  /** The last exchange went through: the server and this device hold the same. */
  synced: boolean;
  /** What was to be saved last is not on this device. */
  unsaved: boolean;
}

const state = $state<State>({
  phase: 'resting',
  kept: true,
  synced: false,
  unsaved: false,
  waiting: 0,
  aside: 0,
  conflicts: 0,
  news: false,
});

export function syncState(): Readonly<State> {
  return state;
}

const EVERY_MINUTE = 60_000;
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 5 * 60_000;

let failures = 0;
let retry: ReturnType<typeof setTimeout> | undefined;
let running: Promise<void> | undefined;
let again = false;

/** To be called after writing: from now until the server has answered, nothing claims to be synced. */
export function syncNow(): Promise<void> {
  state.synced = false;
  state.unsaved = false;
  return exchangeSoon();
}

/** Something could not be saved: nothing claims to be, until it is or its form is left. */
export function unsaved(): void {
  state.unsaved = true;
}

export function settleUnsaved(): void {
  state.unsaved = false;
}

/** Exchanges now, or once more after the exchange that is under way. Never throws. */
function exchangeSoon(): Promise<void> {
  if (!currentAccount()) return Promise.resolve();
  if (running) again = true;
  running ??= runs().finally(() => (running = undefined));
  return running;
}

async function runs(): Promise<void> {
  do {
    again = false;
    clearTimeout(retry);
    await count();
    state.phase = 'exchanging';
    state.phase = await attempt();
    state.synced = state.phase === 'resting';
    await count();
  } while (again && state.phase === 'resting');
}

/** Two tabs take turns: what one has sent, the other need not. */
async function attempt(): Promise<Phase> {
  try {
    // Nothing new: no page has to read its data again.
    if (await exchangeAll()) announce();
    failures = 0;
    return 'resting';
  } catch (cause) {
    if (cause instanceof SignedOut) return 'resting';
    if (cause instanceof SessionEnded) return 'session_ended';
    const phase = phaseAfter(cause);
    // A row that is none must not keep the rest here.
    if (phase !== 'unreachable')
      await import('./mending.ts').then(({ mend }) => mend()).catch(() => 0);
    failures += 1;
    retry = setTimeout(() => void exchangeSoon(), waitAfter(failures, cause));
    return phase;
  }
}

/** 408, 412, 429: asked again, it may be taken. */
const PASSING = [408, 412, 429];

function phaseAfter(failure: unknown): Phase {
  if (failure instanceof Unreachable) return 'unreachable';
  if (!(failure instanceof Problem)) return 'broken';
  return failure.status >= 500 || PASSING.includes(failure.status) ? 'unreachable' : 'refused';
}

/** Twice as long after each failure, with jitter so that a thousand phones do not come at once. */
function waitAfter(failed: number, cause: unknown): number {
  const asked = cause instanceof Problem ? (cause.retryAfterSeconds ?? 0) * 1000 : 0;
  const wait = Math.min(FIRST_WAIT * 2 ** (failed - 1), LONGEST_WAIT);
  return Math.max(asked, wait / 2 + (Math.random() * wait) / 2);
}

/** Never throws: what cannot be counted is no reason to stop. */
export async function count(): Promise<void> {
  try {
    Object.assign(state, await standing(), { kept: whyUnkept() === undefined });
  } catch {
    state.phase = 'broken';
    state.synced = false;
  }
}

/** At start, when the network is back, when the app is looked at, and each minute. */
export function keepInSync(): void {
  const soon = () => void exchangeSoon();
  addEventListener('online', soon);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') soon();
  });
  // Kept nowhere else: leaving now would lose it.
  addEventListener('beforeunload', (event) => {
    if (!state.kept && state.waiting > 0) event.preventDefault();
  });
  setInterval(() => {
    // While waiting after a failure, the wait decides.
    if (document.visibilityState === 'visible' && state.phase === 'resting') soon();
  }, EVERY_MINUTE);
  soon();
}

/** After signing in again or out, old failures no longer count. */
export function restSync(): void {
  failures = 0;
  clearTimeout(retry);
  state.phase = 'resting';
  state.synced = false;
}
