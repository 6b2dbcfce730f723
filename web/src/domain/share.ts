/** A link for a clinician: what it shows, for how long, and how its address is read. */
import { last } from './last.ts';
import { dayOf, onThisClock, type Day } from './day.ts';
import { builtIn, ownMeasure, type Measure } from './measures.ts';
import type { Change, Questionnaire, Totalled } from './questionnaires.ts';
import type { LifeEvent, OwnMeasure, Treatment } from './records.ts';
import type { ReliefAnswer } from './relief.ts';
import type { SafetyPlan } from './safety_plan.ts';
import type { DayValue } from './trends.ts';
import type { Wording } from './wordings.ts';

/** All days, those up to today and so many back, or those between two dates. */
export interface ShareRange {
  last_days?: number;
  from?: Day;
  to?: Day;
}

export const INCLUDABLE = [
  'notes',
  'doses',
  'side_effects',
  'questionnaires',
  'self_harm',
  'safety_plan',
] as const;
/** The measure that is shown only where its own box is ticked. */
export const SELF_HARM = 'self_harm_thoughts';

export type Include = Record<(typeof INCLUDABLE)[number], boolean>;

export interface Terms {
  label: string;
  measures: string[];
  range: ShareRange;
  include: Include;
}

export interface ShareForm extends Terms {
  expires_in_days: number;
  passcode?: string;
}

export interface Share extends Terms {
  id: string;
  passcode: boolean;
  created_at: string;
  expires_at: string;
  revoked_at: string | null;
  live: boolean;
}

/** What the server tells once, and this device keeps so that the patient can show it again. */
export interface ShareLinks {
  url: string;
  smart_health_link: string;
}

export interface Visit {
  at: string;
  way: 'page' | 'pdf' | 'fhir' | 'smart_health_link';
  /** Of a SMART Health Link: what the recipient calls itself. */
  device: string;
  /** How many more visits this line stands for. */
  more: number;
}

export type SharedRelief = Pick<
  ReliefAnswer,
  | 'now'
  | 'headline'
  | 'courses'
  | 'treatments'
  | 'relief_curve'
  | 'days_left'
  | 'aligned'
  | 'over_treatments'
  | 'summary'
>;

export interface SharedSeries extends OwnMeasure {
  id: string;
  days: DayValue[];
  relief: SharedRelief;
  /** Each version of a built-in one's words in each language, as they first came. */
  wordings?: Wording[];
}

export type SharedTreatment = Treatment & { id: string; local_date: Day };
/** `planned`: it is still to come. */
export type SharedEvent = LifeEvent & { id: string; planned?: boolean };

export interface SharedNote {
  at?: string;
  date?: Day;
  note: string;
}

export interface SharedQuestionnaire extends Questionnaire {
  responses: (Totalled & { id: string })[];
  /** Of the latest total, since the response with that id. */
  change?: Change & { since: string; before_treatment: boolean };
}

/** Everything behind a link. */
export interface SharedJournal extends Terms {
  created_at: string;
  expires_at: string;
  at: string;
  series: SharedSeries[];
  treatments: SharedTreatment[];
  /** Still to come, or never confirmed: in none of the figures. */
  planned: SharedTreatment[];
  events: SharedEvent[];
  notes: SharedNote[];
  questionnaires: SharedQuestionnaire[];
  /** Where it is ticked and one is written. */
  safety_plan?: SafetyPlan;
}

/** The measure of a series: in the reader's language where it is one of ours. */
export function measureOf(series: SharedSeries): Measure {
  return builtIn(series.id) ?? ownMeasure(series.id, series);
}

/** From the first to the last day with anything in it; what is still to come makes no days. */
export function daysOf(journal: SharedJournal): { from: Day; to: Day } {
  const days = [
    ...journal.series.flatMap((series) => series.days.map(({ date }) => date)),
    ...journal.treatments.map(({ local_date }) => local_date),
    ...journal.events.filter(({ planned }) => !planned).map(dayOf),
    ...journal.questionnaires.flatMap(({ responses }) => responses.map(dayOf)),
  ].sort();
  const from = days[0] ?? dayOf({ at: onThisClock(journal.at) });
  return { from, to: last(days) ?? from };
}

const SHLINK = 'shlink:/';

/** A link's secret as the server writes it: 48 bytes in base64url. */
const TOKEN = /^[\w-]{64}/;

/**
 * The secret in an address' fragment: by itself, or inside a SMART Health Link. Whatever follows it
 * is not of the link: mail programs and people let a full stop, a bracket or a space stick to it.
 */
export function tokenIn(fragment: string): string | undefined {
  const text = fragment.replace(/^#/, '');
  const start = text.indexOf(SHLINK);
  const found = start < 0 ? text : tokenOfPayload(text.slice(start + SHLINK.length));
  return TOKEN.exec(found ?? '')?.[0];
}

function tokenOfPayload(text: string): string | undefined {
  try {
    const encoded = /^[\w-]*/.exec(text)?.[0] ?? '';
    const json: unknown = JSON.parse(atob(encoded.replaceAll('-', '+').replaceAll('_', '/')));
    const url = (json as { url?: unknown } | null)?.url;
    return typeof url === 'string' ? last(new URL(url).pathname.split('/')) : undefined;
  } catch {
    return undefined;
  }
}
