/**
 * Writes src/domain/contract.ts: the types of all that travels between the app and the server, as the
 * API document says. Run it with `npm run contract` after a change of the contract; a unit test fails
 * where the two differ.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';
import { apiDocument } from './document.js';

export const CONTRACT = fileURLToPath(new URL('../src/domain/contract.ts', import.meta.url));

const HEAD = `/**
 * The shapes of the API document (tests/snapshots/openapi.snap). Made from it by \`npm run contract\`:
 * do not edit. Modules name them by \`Told\` (told.ts).
 */
`;

/** The text of the module. The app calls paths by name, so of the document its shapes are enough. */
export async function contract() {
  const { openapi, info, components } = apiDocument();
  const { schemas } = components;
  const shapes = await openapiTS(
    /** @type {import('openapi-typescript').OpenAPI3} */ ({
      ...{ openapi, info },
      paths: {},
      components: { schemas },
    }),
    { emptyObjectsUnknown: true, defaultNonNullable: false },
  );
  const code = HEAD + astToString(shapes).replace(/^[^]*?(?=export interface components)/, '');
  return format(code, { ...(await resolveConfig(CONTRACT)), parser: 'typescript' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(CONTRACT, await contract());
