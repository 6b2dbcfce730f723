/** Every page but those that a first visit begins with: their addresses, and their parts of the sentences. */
import type { Part } from '#messages';
import type { Found } from './routes.ts';

type Load = Found['load'];

const day = '(?<day>\\d{4}-\\d{2}-\\d{2})';
const id = '(?<id>[0-9a-f-]{36})';
const scale = '(?<scale>[a-z]+_?[a-z0-9]+)';

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

const TABLES: [[string, Load][], Part[]][] = [
  [JOURNAL, ['journal']],
  [GUIDE, ['journal', 'guide']],
  [OPEN, ['welcome']],
];

/** The page at `place`, or the one that says that there is none. */
export function otherPage(place: URL): Found {
  for (const [table, parts] of TABLES) {
    for (const [pattern, load] of table) {
      const found = new RegExp(`^${pattern}$`).exec(place.pathname);
      if (found) return { load, parts, parameters: { ...found.groups } };
    }
  }
  return {
    load: () => import('./pages/NotFoundPage.svelte'),
    parts: ['journal'],
    parameters: {},
  };
}
