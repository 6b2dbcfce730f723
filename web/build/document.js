/** The API document of the server, as it is committed. */
import { readFileSync } from 'node:fs';

const SNAPSHOT = new URL('../../tests/snapshots/openapi.snap', import.meta.url);

/** @typedef {Record<string, any>} Schema */

/**
 * The document, which insta keeps below a head of its own.
 * @returns {{ openapi: string, info: { title: string, version: string }, components: { schemas: Record<string, Schema> } }}
 */
export function apiDocument() {
  return JSON.parse(readFileSync(SNAPSHOT, 'utf8').replace(/^---\n[^]*?\n---\n/, ''));
}
