/** What a row of this device has to be like, so that it can be sent and shown. */
import type { Kind } from '#domain/records.ts';
import type { AnyBody, Conflict, Content, StoredRecord, Waiting } from './database.ts';

/** What has an instant or a day; a kind that a newer version of the app knows may have none. */
const DATED: readonly unknown[] = [
  'check_in',
  'treatment',
  'event',
  'questionnaire_response',
] satisfies Kind[];

export const isText = (value: unknown): value is string => typeof value === 'string';
export const isKind = (value: unknown): value is Kind => isText(value) && value !== '';
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function isRevision(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Whether pages can show it: each of them reads its instant, and the scores of a check-in. */
export function isBody(kind: Kind, value: unknown): value is AnyBody {
  if (!isObject(value)) return false;
  const when = [value['at'], value['date']].filter((one) => one !== undefined);
  const scores = value['scores'] ?? {};
  return (
    when.every((one) => isText(one) && /^\d{4}-\d\d-\d\d/.test(one)) &&
    (!DATED.includes(kind) || when.length > 0) &&
    (kind !== 'check_in' || isObject(value['scores'])) &&
    (!isObject(scores) || Object.values(scores).every((score) => typeof score === 'number')) &&
    textOf(value) !== ''
  );
}

export function isContent(kind: Kind, value: unknown): value is Content {
  return isObject(value) && (value['deleted'] === true || isBody(kind, value['body']));
}

export function isRecord(row: unknown): row is StoredRecord {
  if (!isObject(row)) return false;
  const { kind, revision, day, body } = row;
  return isKind(kind) && isRevision(revision) && isText(day) && isBody(kind, body);
}

export function isWaiting(row: unknown): row is Waiting {
  if (!isObject(row)) return false;
  const { kind, base_revision, content, stamp, sent, raw } = row;
  if (isText(raw)) return true;
  const framed = isKind(kind) && isRevision(base_revision) && isText(stamp) && Array.isArray(sent);
  return framed && isContent(kind, content);
}

export function isConflict(row: unknown): row is Conflict {
  if (!isObject(row)) return false;
  const { kind, mine, theirs } = row;
  return (
    isKind(kind) &&
    isContent(kind, mine) &&
    isContent(kind, theirs) &&
    isRevision((theirs as Record<string, unknown>)['revision'])
  );
}

export const isDeletion = (row: unknown): boolean =>
  isObject(row) && isKind(row['kind']) && isRevision(row['revision']);

/** As much of it as can be written down. */
export function textOf(row: unknown): string {
  if (row === undefined || typeof row === 'symbol') return '';
  try {
    return JSON.stringify(row) ?? '';
  } catch {
    return '';
  }
}
