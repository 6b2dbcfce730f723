/** The demo's patient: half a year, as `afterglow demo` writes it into the data of the server under test. */
import { execFileSync } from 'node:child_process';
import { newName } from './patient.ts';

const BINARY = process.env['AFTERGLOW_BINARY'] ?? '';
/** The data of the server under test; empty where somebody else started it. */
export const DATA = process.env['AFTERGLOW_TEST_DATA'] ?? '';

/** How somebody new with such a journal signs in. */
export function demo() {
  const told = execFileSync(BINARY, ['demo', '--data-dir', DATA, '--user', newName()]).toString();
  const [username = '', password = ''] = ['name', 'password'].map(
    (word) => new RegExp(`^ *${word} +(\\S+)$`, 'm').exec(told)?.[1],
  );
  return { username, password };
}
