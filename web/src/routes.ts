/** Which page stands where. Pages are fetched when they are first opened. */
import type { Component } from 'svelte';
import { loadMessages, type Part } from '#messages';

/** A page with the parameters its path and query gave it, and with what it made ready itself. */
export interface Opened {
  page: Component<Record<string, unknown>>;
  parameters: Record<string, unknown>;
}

/** A page that can say what it shows from this device is not shown before: it is drawn once. */
type Load = () => Promise<{ default: unknown; prepare?: () => Promise<object> }>;

const day = '(?<day>\\d{4}-\\d{2}-\\d{2})';
const id = '(?<id>[0-9a-f-]{36})';
const scale = '(?<scale>[a-z]+_?[a-z0-9]+)';

/** What most visits are for: it comes with its own sentences, and those of no other page. */
const TODAY: [string, Load][] = [
  ['/(?:check-in)?', () => import('./pages/check_in/CheckInPage.svelte')],
];

const JOURNAL: [string, Load][] = [
  [`/check-in/${id}`, () => import('./pages/check_in/EditCheckInPage.svelte')],
  [`/day/${day}`, () => import('./pages/check_in/DayPage.svelte')],
  ['/treatments', () => import('./pages/treatments/TreatmentsPage.svelte')],
  ['/treatments/new', () => import('./pages/treatments/TreatmentPage.svelte')],
  [`/treatments/${id}`, () => import('./pages/treatments/TreatmentPage.svelte')],
  ['/timeline', () => import('./pages/timeline/TimelinePage.svelte')],
  ['/events/new', () => import('./pages/events/EventPage.svelte')],
  [`/events/${id}`, () => import('./pages/events/EventPage.svelte')],
  ['/relief', () => import('./pages/relief/ReliefPage.svelte')],
  ['/settings', () => import('./pages/settings/SettingsPage.svelte')],
  ['/settings/measures', () => import('./pages/settings/MeasuresPage.svelte')],
  ['/settings/measures/new', () => import('./pages/settings/OwnMeasurePage.svelte')],
  [`/settings/measures/${id}`, () => import('./pages/settings/OwnMeasurePage.svelte')],
  ['/settings/questionnaires', () => import('./pages/questionnaires/SettingsPage.svelte')],
  ['/settings/reminders', () => import('./pages/reminders/RemindersPage.svelte')],
  ['/settings/conditions', () => import('./pages/settings/ConditionsPage.svelte')],
  ['/settings/import', () => import('./pages/moving_in/MovingInPage.svelte')],
  ['/questionnaires', () => import('./pages/questionnaires/QuestionnairesPage.svelte')],
  [`/questionnaires/answered/${id}`, () => import('./pages/questionnaires/ResponsePage.svelte')],
  [`/questionnaires/${scale}`, () => import('./pages/questionnaires/QuestionnairePage.svelte')],
  [
    `/questionnaires/${scale}/(?<how>questions|total)`,
    () => import('./pages/questionnaires/AnswerPage.svelte'),
  ],
  ['/share', () => import('./pages/share/SharesPage.svelte')],
  ['/share/new', () => import('./pages/share/NewSharePage.svelte')],
  [`/share/${id}`, () => import('./pages/share/SharePage.svelte')],
  ['/safety-plan', () => import('./pages/safety_plan/SafetyPlanPage.svelte')],
  ['/safety-plan/edit', () => import('./pages/safety_plan/EditSafetyPlanPage.svelte')],
  ['/unsettled', () => import('./pages/unsettled/UnsettledPage.svelte')],
];

/** What is read once has sentences of its own. */
const GUIDE: [string, Load][] = [
  ['/relief/guide', () => import('./pages/relief/GuidePage.svelte')],
];

/** Those that need no account, shown without the frame of the journal. */
const OPEN: [string, Load][] = [
  ['/sign-in', () => import('./pages/welcome/SignInPage.svelte')],
  ['/sign-up', () => import('./pages/welcome/SignUpPage.svelte')],
  ['/recover', () => import('./pages/welcome/RecoverPage.svelte')],
];

type Found = [Load, Opened['parameters']];

const FRONT_DOOR: Found = [() => import('./pages/welcome/WelcomePage.svelte'), {}];
const NOWHERE: Found = [() => import('./pages/NotFoundPage.svelte'), {}];

function match(table: [string, Load][], place: URL): Found | undefined {
  for (const [pattern, load] of table) {
    const found = new RegExp(`^${pattern}$`).exec(place.pathname);
    if (!found) continue;
    const asked = place.searchParams.get('day') ?? '';
    const query = new RegExp(`^${day}$`).test(asked) ? { day: asked } : {};
    return [load, { ...query, ...found.groups }];
  }
  return undefined;
}

export interface Room {
  framed: boolean;
  load: () => Promise<Opened>;
}

/** The page for a place; an unknown one, or one that needs an account, leads to the front door. */
export function roomAt(place: URL, signedIn: boolean): Room {
  const open = match(OPEN, place);
  if (open) return { framed: false, load: () => opened(open, 'today', 'welcome') };
  if (!signedIn) return { framed: false, load: () => opened(FRONT_DOOR, 'door') };
  const today = match(TODAY, place);
  if (today) return { framed: true, load: () => opened(today, 'today') };
  const guide = match(GUIDE, place);
  if (guide) return { framed: true, load: () => opened(guide, 'today', 'journal', 'guide') };
  const found = match(JOURNAL, place) ?? NOWHERE;
  return { framed: true, load: () => opened(found, 'today', 'journal') };
}

/** A page comes together with its sentences. */
async function opened([load, parameters]: Found, ...parts: Part[]): Promise<Opened> {
  const [{ default: page, prepare }] = await Promise.all([load(), ...parts.map(loadMessages)]);
  const ready = await prepare?.();
  return { page: page as Opened['page'], parameters: { ...parameters, ...ready } };
}
