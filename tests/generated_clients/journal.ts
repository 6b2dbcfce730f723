/** A journal kept by openapi-fetch, with the types that openapi-typescript makes: what is written is read back equal. */
import { deepStrictEqual as equal, strictEqual as same } from 'node:assert';
import { randomUUID } from 'node:crypto';
import createClient from 'openapi-fetch';
import type { components, paths } from './contract.js';

type Schemas = components['schemas'];

const baseUrl = process.argv[2] ?? '';
const nobody = createClient<paths>({ baseUrl });

/** What was answered, if with this status. */
function done<T>(answer: { data?: T; error?: unknown; response: Response }, status: number): NonNullable<T> {
  same(answer.response.status, status, JSON.stringify(answer.error));
  if (!answer.data) throw new Error('nothing was answered');
  return answer.data as NonNullable<T>;
}

const credentials = { username: 'eve', password: 'plum sunset over water' };
const signUp = { ...credentials, time_zone: 'Europe/Berlin', locale: 'en' };
done(await nobody.POST('/api/v1/accounts', { body: signUp }), 201);
const { access_token } = done(await nobody.POST('/api/v1/sessions', { body: credentials }), 201);
const eve = createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${access_token}` } });

const at = '2026-03-10T10:00:00+01:00';
const checkIn: Schemas['CheckIn'] = { at, scores: { low_mood: 7 }, note: 'a quiet day' };
const dose: Schemas['Dose'] = { amount: 0.5, unit: 'mg/kg' };
const treatment: Schemas['Treatment'] = { at, medicine: 'ketamine', route: 'iv', dose };
const [id, session] = [randomUUID(), randomUUID()];

const asCheckIn = { params: { path: { id } } };
const stored = await eve.PUT('/api/v1/check-ins/{id}', { ...asCheckIn, body: checkIn });
const { revision, ...body } = done(stored, 201);
equal(body, { id, ...checkIn });
const read = await eve.GET('/api/v1/check-ins/{id}', asCheckIn);
equal(done(read, 200), { id, revision, ...checkIn });
same(read.response.headers.get('etag'), `"${revision}"`);
const stale = { path: { id }, header: { 'If-Match': '"0"' } };
const refused = await eve.PUT('/api/v1/check-ins/{id}', { params: stale, body: { ...checkIn, note: 'else' } });
same(refused.error?.code, 'changed_elsewhere');
const treated = await eve.PUT('/api/v1/treatments/{id}', { params: { path: { id: session } }, body: treatment });
equal(done(treated, 201).dose, dose);

// Sync, both ways: `kind` tells what a body is.
const { changes } = done(await eve.GET('/api/v1/changes', {}), 200);
equal(changes.find((change) => change.kind === 'treatment')?.body, treatment);
equal(changes.find((change) => change.kind === 'check_in')?.body, checkIn);
const event = randomUUID();
async function offline(title: string) {
  const write: Schemas['OfflineWrite'] = { kind: 'event', id: event, base_revision: 0, body: { at, category: 'life', title } };
  return done(await eve.POST('/api/v1/changes', { body: { changes: [write] } }), 200).results[0];
}
same((await offline('Moved'))?.status, 'applied');
const conflict = await offline('Stayed');
if (conflict?.status !== 'conflict' || conflict.current.kind !== 'event') throw new Error('no conflict');
same(conflict.current.body?.title, 'Moved');

// A link, opened by whoever has it.
const include = { notes: false, doses: true, side_effects: false, self_harm: false };
const form = { label: 'Dr. Lee', measures: ['low_mood'], range: {}, include, expires_in_days: 30 };
const { token } = done(await eve.POST('/api/v1/shares', { body: form }), 201);
const visitor = createClient<paths>({ baseUrl, headers: { authorization: `Share ${token}` } });
equal(done(await visitor.GET('/api/v1/shared', {}), 200).treatments[0]?.dose, dose);
console.log('openapi-fetch: written, read back, synced and shared');
