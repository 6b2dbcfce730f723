/**
 * The limits of what can be typed. Made by `npm run limits` from the API document of the server
 * (tests/snapshots/openapi.snap): do not edit.
 */

/** How many characters a text has, at least and at most. */
export interface TextLimit {
  least: number;
  most: number;
}

/** Between which numbers one must lie, and whether it must be a whole one. */
export interface NumberLimit {
  min: number;
  max: number;
  whole: boolean;
}

export const ACCOUNT_CHANGE_CONDITIONS: number = 20;
export const ACCOUNT_CHANGE_FIRST_HOURS: number = 2;
export const ACCOUNT_CHANGE_MEASURES: number = 100;
export const CHECK_IN_NOTE: TextLimit = { least: 0, most: 10000 };
export const CODE_FORM_CODE: TextLimit = { least: 0, most: 20 };
export const DOSE_AMOUNT: NumberLimit = { min: 0, max: 10000, whole: false };
export const LIFE_EVENT_NOTE: TextLimit = { least: 0, most: 10000 };
export const LIFE_EVENT_TITLE: TextLimit = { least: 1, most: 100 };
export const MAIL_FORM_ADDRESS: TextLimit = { least: 0, most: 254 };
export const NEW_SHARE_EXPIRES_IN_DAYS: NumberLimit = { min: 1, max: 365, whole: true };
export const NEW_SHARE_LABEL: TextLimit = { least: 1, most: 100 };
export const NEW_SHARE_MEASURES: number = 50;
export const NEW_SHARE_PASSCODE: TextLimit = { least: 4, most: 64 };
export const OWN_MEASURE_HIGH_LABEL: TextLimit = { least: 0, most: 100 };
export const OWN_MEASURE_LOW_LABEL: TextLimit = { least: 0, most: 100 };
export const OWN_MEASURE_MAX: NumberLimit = { min: -999999, max: 1000100, whole: true };
export const OWN_MEASURE_MIN: NumberLimit = { min: -1000000, max: 1000000, whole: true };
export const OWN_MEASURE_QUESTION: TextLimit = { least: 1, most: 100 };
export const OWN_MEASURE_STEPS: NumberLimit = { min: 2, max: 101, whole: true };
export const PASSWORD_CHANGE_NEW_PASSWORD: TextLimit = { least: 10, most: 256 };
export const PRESSURE_DIASTOLIC: NumberLimit = { min: 30, max: 300, whole: true };
export const PRESSURE_SYSTOLIC: NumberLimit = { min: 30, max: 300, whole: true };
export const QUESTIONNAIRE_RESPONSE_TOTAL: NumberLimit = { min: 0, max: 100, whole: false };
export const REMINDERS_TIMES: number = 6;
export const SAFETY_PLAN_HELPS_ALONE: number = 20;
export const SAFETY_PLAN_HELPS_WITH_OTHERS: number = 20;
export const SAFETY_PLAN_LINE: TextLimit = { least: 1, most: 300 };
export const SAFETY_PLAN_PEOPLE: number = 20;
export const SAFETY_PLAN_PERSON_NAME: TextLimit = { least: 1, most: 100 };
export const SAFETY_PLAN_PERSON_NOTE: TextLimit = { least: 1, most: 300 };
export const SAFETY_PLAN_PERSON_PHONE: TextLimit = { least: 1, most: 40 };
export const SAFETY_PLAN_PLACES: number = 20;
export const SAFETY_PLAN_REASONS_TO_LIVE: number = 20;
export const SAFETY_PLAN_SAFER_SURROUNDINGS: number = 20;
export const SAFETY_PLAN_WARNING_SIGNS: number = 20;
export const SECRET: TextLimit = { least: 0, most: 256 };
export const SESSION_READING_DISSOCIATION: NumberLimit = { min: 0, max: 10, whole: true };
export const SESSION_READING_MINUTES: NumberLimit = { min: -1440, max: 1440, whole: true };
export const SESSION_READING_PULSE: NumberLimit = { min: 20, max: 300, whole: true };
export const SESSION_READING_SEDATION: NumberLimit = { min: 0, max: 10, whole: true };
export const SHARE_PATIENT_NAME: TextLimit = { least: 1, most: 100 };
export const SHARE_RANGE_LAST_DAYS: NumberLimit = { min: 1, max: 3650, whole: true };
export const SIDE_EFFECT_EFFECT: TextLimit = { least: 0, most: 100 };
export const SIDE_EFFECT_SEVERITY: NumberLimit = { min: 0, max: 3, whole: true };
export const SIGN_UP_PASSWORD: TextLimit = { least: 10, most: 256 };
export const TREATMENT_DURATION_MINUTES: NumberLimit = { min: 0, max: 1440, whole: true };
export const TREATMENT_EXPERIENCE: TextLimit = { least: 0, most: 10000 };
export const TREATMENT_INTENTION: TextLimit = { least: 0, most: 10000 };
export const TREATMENT_MEDICINE: TextLimit = { least: 1, most: 100 };
export const TREATMENT_READINGS: number = 50;
export const TREATMENT_SETTING: TextLimit = { least: 0, most: 100 };
export const TREATMENT_SIDE_EFFECTS: number = 50;
export const USERNAME: TextLimit = { least: 2, most: 64 };
