/**
 * Writes src/domain/limits.ts: how long a text may be and between which numbers one must lie, as
 * the API document says. So a form never takes what the server refuses. Run it with
 * `npm run limits` after a change of the contract; a unit test fails where the two differ.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { apiDocument } from './document.js';

export const LIMITS = fileURLToPath(new URL('../src/domain/limits.ts', import.meta.url));

const HEAD = `/**
 * The limits of what can be typed. Made by \`npm run limits\` from the API document of the server
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
`;

/** @typedef {import('./document.js').Schema} Schema */

/** The forms whose fields the app fills. */
const FORMS = [
  'AccountChange',
  'CheckIn',
  'CodeForm',
  'Dose',
  'LifeEvent',
  'MailForm',
  'NewShare',
  'OwnMeasure',
  'PasswordChange',
  'Pressure',
  'QuestionnaireResponse',
  'Reminders',
  'SafetyPlan',
  'SafetyPlanLine',
  'SafetyPlanPerson',
  'Secret',
  'SessionReading',
  'SharePatient',
  'ShareRange',
  'SideEffect',
  'SignUp',
  'Treatment',
  'Username',
];

/** @param {Schema} schema @returns {[string, Schema][]} */
const members = (schema) => Object.entries(schema['properties'] ?? {});

/**
 * How many steps a range has, which its ends have together: no word of JSON Schema says that.
 * @param {Schema} schema @returns {[string, Schema][]}
 */
const steps = (schema) =>
  members(schema).flatMap(([, { 'x-steps': of }]) =>
    of ? [['steps', { ...of, type: 'integer' }]] : [],
  );

/** What a field's schema limits; nothing where it does not. @param {Schema} schema */
function limitOf(schema) {
  const { minLength = 0, maxLength, minimum: min, maximum: max, maxItems: most } = schema;
  const whole = [schema['type']].flat().includes('integer');
  if (maxLength !== undefined)
    return { type: 'TextLimit', value: { least: minLength, most: maxLength } };
  if (max !== undefined) return { type: 'NumberLimit', value: { min, max, whole } };
  return most === undefined ? undefined : { type: 'number', value: most };
}

/** @param {string} name `NewShare` or `last_days` */
const shouted = (name) => name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();

/** The text of the module. */
export async function limits() {
  const all = apiDocument().components.schemas;
  const lines = FORMS.flatMap((form) => {
    const schema = all[form];
    if (!schema) throw new Error(`the API document has no ${form}`);
    /** @type {[string, Schema][]} */
    const fields = [['', schema], ...members(schema), ...steps(schema)];
    return fields.flatMap(([field, of]) => {
      const limit = limitOf(of);
      const name = shouted(field ? `${form}_${field}` : form);
      return limit ? `export const ${name}: ${limit.type} = ${JSON.stringify(limit.value)};` : [];
    });
  });
  const code = `${HEAD}\n${lines.sort().join('\n')}\n`;
  return format(code, { ...(await resolveConfig(LIMITS)), parser: 'typescript' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(LIMITS, await limits());
