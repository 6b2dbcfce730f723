/** Writes records.ts: what the programs in TypeScript write, with the types that openapi-typescript makes. */
import { readFileSync, writeFileSync } from 'node:fs';

const [records, examples] = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, 'utf8')));
const safetyPlan = '00000000-0000-7361-a665-74795f706c61';
const lines = Object.entries(records).map(
  ([name, body]) => `export const ${name}: Schemas['${name}'] = ${JSON.stringify(body)};`,
);
writeFileSync(
  'records.ts',
  [
    `import type { components } from './contract.js';`,
    `type Schemas = components['schemas'];`,
    ...lines,
    `export const FORM: Schemas['FhirQuestionnaire'] = ${JSON.stringify(examples.FhirQuestionnaire)};`,
    `export const SUBSCRIPTION: Schemas['PushSubscription'] = ${JSON.stringify(examples.PushSubscription)};`,
    `export const SAFETY_PLAN = '${safetyPlan}';`,
  ].join('\n'),
);
