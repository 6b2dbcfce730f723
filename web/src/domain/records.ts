/** What a patient records, in the shapes the server speaks. */
import type { Day, Instant } from './day.ts';
import type { RecordId } from './id.ts';
import type { Answers, QuestionnaireId } from './questionnaires.ts';
import type { SafetyPlan } from './safety_plan.ts';

/** The words that a built-in measure was answered in. */
export interface Asked {
  version: number;
  /** Absent where nobody noted it. */
  language?: string;
}

export interface CheckIn {
  at?: Instant;
  /** Instead of `at`, where the time of day is not known. */
  date?: Day;
  scores: Record<string, number>;
  /** Of the built-in ones; what is not here was answered in version 1, in a language that nobody noted. */
  asked?: Record<string, Asked>;
  note?: string;
}

export const ROUTES = ['iv', 'im', 'nasal', 'oral', 'sublingual', 'subcutaneous', 'other'] as const;
export type Route = (typeof ROUTES)[number];

export const UNITS = ['mg', 'mg/kg'] as const;
export type Unit = (typeof UNITS)[number];

export interface Pressure {
  systolic: number;
  diastolic: number;
}

export interface SideEffect {
  effect: string;
  /** 0 none, 1 mild, 2 moderate, 3 severe. */
  severity: number;
}

/** What was read at one time around a treatment. */
export interface SessionReading {
  /** After the start; 0 or less is before it. */
  minutes: number;
  blood_pressure?: Pressure;
  pulse?: number;
  /** 0 to 10. */
  sedation?: number;
  dissociation?: number;
}

export interface Treatment {
  at: Instant;
  /** Entered ahead of its time, and not confirmed yet: it counts for nothing. */
  planned?: boolean;
  duration_minutes?: number;
  medicine: string;
  route: Route;
  dose?: { amount: number; unit: Unit };
  setting?: string;
  intention?: string;
  experience?: string;
  side_effects?: SideEffect[];
  blood_pressure?: { before?: Pressure; peak?: Pressure };
  readings?: SessionReading[];
}

export const EVENT_CATEGORIES = ['medication', 'therapy', 'life', 'other'] as const;
export type EventCategory = (typeof EVENT_CATEGORIES)[number];

export interface LifeEvent {
  at?: Instant;
  date?: Day;
  category: EventCategory;
  title: string;
  note?: string;
}

/** A measure of one's own, as it travels. */
export interface OwnMeasure {
  question: string;
  low_label?: string;
  high_label?: string;
  min: number;
  max: number;
  polarity: 'higher_is_worse' | 'higher_is_better';
}

export interface QuestionnaireResponse {
  at?: Instant;
  date?: Day;
  questionnaire: QuestionnaireId;
  total: number;
  /** Where the questions of a form were answered. */
  answers?: Answers;
}

export interface Bodies {
  check_in: CheckIn;
  treatment: Treatment;
  event: LifeEvent;
  measure: OwnMeasure;
  questionnaire_response: QuestionnaireResponse;
  safety_plan: SafetyPlan;
}

export type Kind = keyof Bodies;

/** A record with its identifier, as pages read it. */
export type Identified<Body> = Body & { id: RecordId };
