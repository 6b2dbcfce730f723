/** A journal kept by the client that hey-api makes: what is written is read back equal. */
import { deepStrictEqual as equal, ok, strictEqual as same } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient, createConfig } from './hey/client/index.js';
import * as api from './hey/index.js';
import { CheckIn, FORM, LifeEvent, OwnMeasure, QuestionnaireResponse, SAFETY_PLAN, SafetyPlan, SUBSCRIPTION, Treatment } from './records.js';

const baseUrl = process.argv[2] ?? '';
const as = (authorization?: string) =>
  createClient(createConfig({ baseUrl, ...(authorization ? { headers: { authorization } } : {}) }));

/** What was answered, if with this status. */
function done<T>(answer: { data?: T; error?: unknown; response?: Response }, status: number): NonNullable<T> {
  same(answer.response?.status, status, JSON.stringify(answer.error));
  if (answer.data === undefined || answer.data === null) throw new Error('nothing was answered');
  return answer.data;
}

const credentials = { username: 'max', password: 'plum sunset over water' };
const nobody = { client: as() };
done(await api.signUp({ ...nobody, body: { ...credentials, time_zone: 'Europe/Berlin', locale: 'en' } }), 201);
const { access_token } = done(await api.signIn({ ...nobody, body: credentials }), 201);
const max = { client: as(`Bearer ${access_token}`) };

// Every kind of record.
const form = done(await api.importQuestionnaire({ ...max, body: FORM }), 201);
equal(form.form?.items.map(({ link_id }) => link_id), ['75893-8', '91145-3', '91146-1']);
const calm = { ...max, path: { id: 'calm' } };
const measure = done(await api.putMeasure({ ...calm, body: OwnMeasure }), 201);
equal(measure, { id: 'calm', revision: measure.revision, ...OwnMeasure });
equal(done(await api.getMeasure(calm), 200), measure);
const to = (id: string = randomUUID()) => ({ ...max, path: { id } });
const [checkIn, session, event, response, plan] = [to(), to(), to(), to(), to(SAFETY_PLAN)] as const;
const stored = await api.putCheckIn({ ...checkIn, body: CheckIn });
const kept = done(stored, 201);
equal(kept, { id: checkIn.path.id, revision: kept.revision, ...CheckIn });
const read = await api.getCheckIn(checkIn);
equal(done(read, 200), kept);
const treated = done(await api.putTreatment({ ...session, body: Treatment }), 201);
equal(treated, { id: session.path.id, revision: treated.revision, ...Treatment });
equal(done(await api.getTreatment(session), 200), treated);
const moved = done(await api.putEvent({ ...event, body: LifeEvent }), 201);
equal(moved, { id: event.path.id, revision: moved.revision, ...LifeEvent });
equal(done(await api.getEvent(event), 200), moved);
const answered = done(await api.putQuestionnaireResponse({ ...response, body: QuestionnaireResponse }), 201);
equal(answered, { id: response.path.id, revision: answered.revision, ...QuestionnaireResponse });
equal(done(await api.getQuestionnaireResponse(response), 200), answered);
const planned = done(await api.putSafetyPlan({ ...plan, body: SafetyPlan }), 201);
equal(planned, { id: SAFETY_PLAN, revision: planned.revision, ...SafetyPlan });
equal(done(await api.getSafetyPlan(plan), 200), planned);

// What is there already is not sent again, and what was changed meanwhile is not overwritten.
const tag = read.response?.headers.get('etag') ?? '';
same(tag, `"${kept.revision}"`);
const again = await api.getCheckIn({ ...checkIn, headers: { 'If-None-Match': tag } });
same(again.response?.status, 304);
const refused = await api.putCheckIn({ ...checkIn, headers: { 'If-Match': '"0"' }, body: { ...CheckIn, note: 'else' } });
same(refused.response?.status, 412);
const changed = refused.error as api.CheckInChangedElsewhereProblem;
equal([changed.code, changed.current], ['changed_elsewhere', kept]);

// A list, page by page.
const later = to();
done(await api.putCheckIn({ ...later, body: { ...CheckIn, at: '2026-03-11T10:00:00+01:00' } }), 201);
const pages: string[] = [];
let after: string | null | undefined;
do {
  const page: api.PageOfCheckIns = done(await api.listCheckIns({ ...max, query: { limit: 1, ...(after ? { after } : {}) } }), 200);
  pages.push(...page.items.map((item) => item.id));
  after = page.next;
} while (after);
equal(pages, [checkIn.path.id, later.path.id]);

// Sync, both ways: `kind` tells what a body is.
const { changes } = done(await api.listChanges(max), 200);
equal(changes.find((change) => change.kind === 'treatment')?.body, Treatment);
equal(changes.find((change) => change.kind === 'check_in' && change.id === kept.id)?.body, CheckIn);
equal(new Set(changes.map(({ kind }) => kind)).size, 7);
const offlineId = randomUUID();
async function offline(title: string) {
  const write: api.OfflineWrite = { kind: 'event', id: offlineId, base_revision: 0, body: { ...LifeEvent, title } };
  return done(await api.writeChanges({ ...max, body: { changes: [write] } }), 200).results[0];
}
same((await offline('Moved'))?.status, 'applied');
const conflict = await offline('Stayed');
if (conflict?.status !== 'conflict' || conflict.current.kind !== 'event') throw new Error('no conflict');
same(conflict.current.body?.title, 'Moved');

const relief = done(await api.getRelief({ ...max, query: { measure: ['low_mood'] } }), 200);
if (!('treatments' in relief)) throw new Error('one measure was asked for');
equal([relief.measure.id, relief.treatments[0]?.id], ['low_mood', session.path.id]);

// A link with a passcode, opened by whoever has both.
const include = { notes: false, doses: true, side_effects: false, self_harm: false };
const link = { label: 'Dr. Lee', measures: ['low_mood'], range: {}, include, expires_in_days: 30, passcode: '2468' };
const { token } = done(await api.createShare({ ...max, body: link }), 201);
const visitor = { client: as(`Share ${token}`) };
const asked = await api.getShared(visitor);
equal([asked.response?.status, (asked.error as api.PasscodeProblem).remainingAttempts], [401, 10]);
const opened = { ...visitor, headers: { 'Share-Passcode': '2468' } };
equal(done(await api.getShared(opened), 200).treatments[0]?.dose, Treatment.dose);
const pdf: Blob | File = done(await api.getSharedReport(opened), 200);
same(await pdf.slice(0, 5).text(), '%PDF-');
ok((await pdf.slice(-8).text()).includes('%%EOF'));
same(done(await api.getSharedFhir(opened), 200)['resourceType'], 'Bundle');

// Too many tries: wait for as long as is said, and it goes on.
same((await api.subscribeToPush({ ...max, body: SUBSCRIPTION })).response?.status, 204);
const attempt = async () => (await api.testPush(max)).response;
let told = await attempt();
for (let tries = 0; told?.status !== 429 && tries < 5; tries += 1) told = await attempt();
same(told?.status, 429);
const wait = Number(told?.headers.get('retry-after'));
ok(wait >= 1 && wait <= 60, `Retry-After: ${wait}`);
await pause(wait * 1000);
ok((await attempt())?.status !== 429);
console.log('hey-api: written, read back, synced, shared; waited', wait, 's');
