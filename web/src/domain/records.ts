/** What a patient records, in the shapes the server speaks. */
import type { RecordId } from './id.ts';
import type { Told } from './told.ts';

/** The words that a built-in measure was answered in; without a language where nobody noted it. */
export type Asked = Told<'Asked'>;

/** At an instant, or on a day where the time is not known. What is not in `asked` was answered in version 1. */
export type CheckIn = Told<'CheckIn'> & Required<Pick<Told<'CheckIn'>, 'scores'>>;

export type Route = Told<'Route'>;
export const ROUTES = [
  'iv',
  'im',
  'nasal',
  'oral',
  'sublingual',
  'subcutaneous',
  'other',
] as const satisfies readonly Route[];

export type Unit = Told<'DoseUnit'>;
export const UNITS = ['mg', 'mg/kg'] as const satisfies readonly Unit[];

export type Pressure = Told<'Pressure'>;

/** Its severity: 0 none, 1 mild, 2 moderate, 3 severe. */
export type SideEffect = Told<'SideEffect'>;

/** What was read so many minutes after the start of a treatment; 0 or less is before it. */
export type SessionReading = Told<'SessionReading'>;

/** `planned`: entered ahead of its time, and not confirmed yet. It counts for nothing. */
export type Treatment = Told<'Treatment'>;

export type EventCategory = Told<'Category'>;
export const EVENT_CATEGORIES = [
  'medication',
  'therapy',
  'life',
  'other',
] as const satisfies readonly EventCategory[];

export type LifeEvent = Told<'LifeEvent'>;

/** A measure of one's own, as it travels. */
export type OwnMeasure = Told<'OwnMeasure'>;

/** With its answers where the questions of a form were answered; a stored one always has its total. */
export type QuestionnaireResponse = Told<'QuestionnaireResponse'> & { total: number };

export interface Bodies {
  check_in: CheckIn;
  treatment: Treatment;
  event: LifeEvent;
  measure: OwnMeasure;
  questionnaire_response: QuestionnaireResponse;
  safety_plan: Told<'SafetyPlan'>;
}

/** The kinds that this device keeps; of questionnaires the server alone reads the files. */
export type Kind = keyof Bodies & Told<'Kind'>;

/** A record with its identifier, as pages read it. */
export type Identified<Body> = Body & { id: RecordId };
