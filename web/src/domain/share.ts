/** A link for a clinician: what it shows, for how long, and how its address is read. */
import { last } from './last.ts';
import { dayOf, onThisClock, type Day } from './day.ts';
import { builtIn, ownMeasure, type Measure } from './measures.ts';
import type { Told } from './told.ts';

/** All days, those up to today and so many back, or those between two dates. */
export type ShareRange = Told<'ShareRange'>;

export type Include = Told<'ShareInclude'>;
export const INCLUDABLE = [
  'notes',
  'doses',
  'side_effects',
  'questionnaires',
  'self_harm',
  'safety_plan',
] as const satisfies readonly (keyof Include)[];
/** The measure that is shown only where its own box is ticked. */
export const SELF_HARM = 'self_harm_thoughts';

/** Whose journal it is, in the patient's own words. */
export type Whose = Told<'SharePatient'>;
export type Terms = Told<'ShareTerms'>;
export type ShareForm = Told<'NewShare'>;
export type Share = Told<'ShareAnswer'>;

/** What the server tells once, and this device keeps so that the patient can show it again. */
export type ShareLinks = Pick<Told<'NewLink'>, 'url' | 'smart_health_link'>;

/** `device`: of a SMART Health Link, what the recipient calls itself; `more`: visits that the line stands for, too. */
export type Visit = Told<'VisitAnswer'>;

export type SharedRelief = Told<'ReliefReport'>;
export type SharedSeries = Told<'SharedSeries'>;
export type SharedTreatment = Told<'SharedTreatment'>;
/** `planned`: it is still to come. */
export type SharedEvent = Told<'SharedEvent'>;
export type SharedNote = Told<'SharedNote'>;
/** `change`: of the latest total, since the response with that id. */
export type SharedQuestionnaire = Told<'SharedQuestionnaire'>;
/** A measure of the last two weeks, and the latest score there is. */
export type Lately = Told<'Lately'>;
/** The treatments of one medicine, route and unit. */
export type Given = Told<'SharedGiven'>;
/** Everything behind a link. What is `planned` is still to come, or never confirmed: in none of the figures. */
export type SharedJournal = Told<'Shared'>;

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
