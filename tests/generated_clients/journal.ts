/** A journal kept by openapi-fetch, with the types that openapi-typescript makes: what is written is read back equal. */
import { deepStrictEqual as equal, ok, strictEqual as same } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import createClient from 'openapi-fetch';
import type { components, paths } from './contract.js';
import { CheckIn, FORM, LifeEvent, OwnMeasure, QuestionnaireResponse, SAFETY_PLAN, SafetyPlan, SUBSCRIPTION, Treatment } from './records.js';

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
const signedUp = await nobody.POST('/api/v1/accounts', { body: signUp });
done(signedUp, 201);
same(signedUp.response.headers.get('location'), '/api/v1/account');
const { access_token } = done(await nobody.POST('/api/v1/sessions', { body: credentials }), 201);
const eve = createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${access_token}` } });

// Every kind of record.
const form = done(await eve.POST('/api/v1/questionnaires', { body: FORM }), 201);
equal(form.form?.items.map(({ link_id }) => link_id), ['75893-8', '91145-3', '91146-1']);
const own = { params: { path: { id: 'calm' } } };
const measure = done(await eve.PUT('/api/v1/measures/{id}', { ...own, body: OwnMeasure }), 201);
equal(measure, { id: 'calm', revision: measure.revision, ...OwnMeasure });
equal(done(await eve.GET('/api/v1/measures/{id}', own), 200), measure);
const [checkIn, session, event, response] = [0, 0, 0, 0].map(() => ({ params: { path: { id: randomUUID() as string } } }));
if (!checkIn || !session || !event || !response) throw new Error('four were made');
const id = checkIn.params.path.id;
const stored = await eve.PUT('/api/v1/check-ins/{id}', { ...checkIn, body: CheckIn });
const { revision, ...body } = done(stored, 201);
equal(body, { id, ...CheckIn });
const read = await eve.GET('/api/v1/check-ins/{id}', checkIn);
equal(done(read, 200), { id, revision, ...CheckIn });
const treated = done(await eve.PUT('/api/v1/treatments/{id}', { ...session, body: Treatment }), 201);
equal(treated, { id: session.params.path.id, revision: treated.revision, ...Treatment });
equal(done(await eve.GET('/api/v1/treatments/{id}', session), 200), treated);
const moved = done(await eve.PUT('/api/v1/events/{id}', { ...event, body: LifeEvent }), 201);
equal(moved, { id: event.params.path.id, revision: moved.revision, ...LifeEvent });
equal(done(await eve.GET('/api/v1/events/{id}', event), 200), moved);
const answers = { ...response, body: QuestionnaireResponse };
const answered = done(await eve.PUT('/api/v1/questionnaire-responses/{id}', answers), 201);
equal(answered, { id: response.params.path.id, revision: answered.revision, ...QuestionnaireResponse });
equal(done(await eve.GET('/api/v1/questionnaire-responses/{id}', response), 200), answered);
const plan = { params: { path: { id: SAFETY_PLAN } } };
const planned = done(await eve.PUT('/api/v1/safety-plans/{id}', { ...plan, body: SafetyPlan }), 201);
equal(planned, { id: SAFETY_PLAN, revision: planned.revision, ...SafetyPlan });
equal(done(await eve.GET('/api/v1/safety-plans/{id}', plan), 200), planned);

// What is there already is not sent again, and what was changed meanwhile is not overwritten.
const tag = read.response.headers.get('etag') ?? '';
same(tag, `"${revision}"`);
const has = { params: { ...checkIn.params, header: { 'If-None-Match': tag } } };
same((await eve.GET('/api/v1/check-ins/{id}', has)).response.status, 304);
const stale = { params: { ...checkIn.params, header: { 'If-Match': '"0"' } }, body: { ...CheckIn, note: 'else' } };
const refused = await eve.PUT('/api/v1/check-ins/{id}', stale);
same(refused.response.status, 412);
const changed = refused.error as Schemas['CheckInChangedElsewhereProblem'];
equal([changed.code, changed.current], ['changed_elsewhere', { id, revision, ...CheckIn }]);

// A list, page by page.
const later = { params: { path: { id: randomUUID() } }, body: { ...CheckIn, at: '2026-03-11T10:00:00+01:00' } };
done(await eve.PUT('/api/v1/check-ins/{id}', later), 201);
const pages: string[] = [];
let after: string | null | undefined;
do {
  const query = { limit: 1, ...(after ? { after } : {}) };
  const page = done(await eve.GET('/api/v1/check-ins', { params: { query } }), 200);
  pages.push(...page.items.map((item) => item.id));
  after = page.next;
} while (after);
equal(pages, [id, later.params.path.id]);

// Sync, both ways: `kind` tells what a body is.
const { changes } = done(await eve.GET('/api/v1/changes', {}), 200);
equal(changes.find((change) => change.kind === 'treatment')?.body, Treatment);
equal(changes.find((change) => change.kind === 'check_in' && change.id === id)?.body, CheckIn);
equal(new Set(changes.map(({ kind }) => kind)).size, 7);
const offlineId = randomUUID();
async function offline(title: string) {
  const write: Schemas['OfflineWrite'] = { kind: 'event', id: offlineId, base_revision: 0, body: { ...LifeEvent, title } };
  return done(await eve.POST('/api/v1/changes', { body: { changes: [write] } }), 200).results[0];
}
same((await offline('Moved'))?.status, 'applied');
const conflict = await offline('Stayed');
if (conflict?.status !== 'conflict' || conflict.current.kind !== 'event') throw new Error('no conflict');
same(conflict.current.body?.title, 'Moved');

const relief = done(await eve.GET('/api/v1/relief', { params: { query: { measure: ['low_mood'] } } }), 200);
if (!('treatments' in relief)) throw new Error('one measure was asked for');
equal([relief.measure.id, relief.treatments[0]?.id], ['low_mood', session.params.path.id]);

// A link with a passcode, opened by whoever has both.
const include = { notes: false, doses: true, side_effects: false, self_harm: false };
const link = { label: 'Dr. Lee', measures: ['low_mood'], range: {}, include, expires_in_days: 30, passcode: '2468' };
const { token } = done(await eve.POST('/api/v1/shares', { body: link }), 201);
const visitor = createClient<paths>({ baseUrl, headers: { authorization: `Share ${token}` } });
const asked = await visitor.GET('/api/v1/shared', {});
equal([asked.response.status, (asked.error as Schemas['PasscodeProblem']).remainingAttempts], [401, 10]);
const params = { header: { 'Share-Passcode': '2468' } };
equal(done(await visitor.GET('/api/v1/shared', { params }), 200).treatments[0]?.dose, Treatment.dose);
const pdf = done(await visitor.GET('/api/v1/shared/report.pdf', { params, parseAs: 'blob' }), 200) as unknown as Blob;
same(await pdf.slice(0, 5).text(), '%PDF-');
ok((await pdf.slice(-8).text()).includes('%%EOF'));
const bundle = done(await visitor.GET('/api/v1/shared/fhir', { params }), 200) as Record<string, unknown>;
same(bundle['resourceType'], 'Bundle');

// Too many tries: wait for as long as is said, and it goes on.
done(await eve.PUT('/api/v1/push/subscription', { body: SUBSCRIPTION, parseAs: 'stream' }).then(noContent), 204);
function noContent(answer: { response: Response; error?: unknown }) {
  return { ...answer, data: true };
}
const attempt = async () => (await eve.POST('/api/v1/push/test', {})).response;
let told = await attempt();
for (let tries = 0; told.status !== 429 && tries < 5; tries += 1) told = await attempt();
same(told.status, 429);
const wait = Number(told.headers.get('retry-after'));
ok(wait >= 1 && wait <= 60, `Retry-After: ${wait}`);
await pause(wait * 1000);
ok((await attempt()).status !== 429);
console.log('openapi-fetch: written, read back, synced, shared; waited', wait, 's');
