/** What is on this device as a file, for whoever the server does not know (any more). It can be imported. */
import { newId } from '#domain/id.ts';
import { chosenIn, type Account } from '#domain/account.ts';
import { ACCOUNT, withDatabase, type Content, type StoredRecord } from './database.ts';
import { fact } from './facts.ts';

/** A record has one version in a file; of these an account has no second one. */
const ONLY_ONE = ['measure', 'safety_plan'];

/** The journal of this device in the form of the server's own export (src/portability/json.rs). */
export async function deviceCopy(): Promise<Blob> {
  const account = await fact<Account>(ACCOUNT);
  const entries = await entriesHere();
  const document = {
    format: 'afterglow',
    version: 1,
    profile: account ? chosenIn(account) : {},
    records: entries.map(({ kind, id, body }) => ({ kind, id, body })),
  };
  return new Blob([JSON.stringify(document, null, 1)], { type: 'application/json' });
}

/** Measures first, then by day; of what waits for a choice both versions. */
async function entriesHere(): Promise<Pick<StoredRecord, 'kind' | 'id' | 'day' | 'body'>[]> {
  const [records, conflicts] = await withDatabase((database) =>
    Promise.all([database.getAll('records'), database.getAll('conflicts')]),
  );
  const days = new Map(records.map(({ id, day }) => [id, day]));
  const others = conflicts
    .filter(({ kind }) => !ONLY_ONE.includes(kind))
    .flatMap(({ id, kind, theirs }) => {
      const body = bodyOf(theirs);
      return body ? [{ kind, id: days.has(id) ? newId() : id, day: days.get(id) ?? '', body }] : [];
    });
  return [...records, ...others].sort(
    (a, b) =>
      Number(b.kind === 'measure') - Number(a.kind === 'measure') || (a.day < b.day ? -1 : 1),
  );
}

const bodyOf = (content: Content) => ('body' in content ? content.body : undefined);
