import { expect, test, type APIRequestContext } from '@playwright/test';
import { SHLInvalidPasscodeError, SHLManifestNotFoundError, SHLViewer } from 'kill-the-clipboard';
import { newName, PASSWORD } from './patient.ts';

/** What a clinic's system does, by a client that is not ours, against what the link itself gives. */

interface NewShare {
  id: string;
  token: string;
  smart_health_link: string;
  direct_link: string | null;
  viewer_url: string;
}

const API = '/api/v1';
const RECIPIENT = 'Clinic of the tests';

async function patient(request: APIRequestContext) {
  const username = newName();
  const locale = 'en';
  const made = await request.post(`${API}/accounts`, {
    data: { username, password: PASSWORD, locale, time_zone: 'Europe/Berlin' },
  });
  expect(made.status()).toBe(201);
  const opened = await request.post(`${API}/sessions`, { data: { username, password: PASSWORD } });
  const { access_token } = (await opened.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${access_token}` };
  for (const [day, score] of [8, 7, 8, 3, 2].entries()) {
    const put = await request.put(`${API}/check-ins/${crypto.randomUUID()}`, {
      headers,
      data: { at: `2026-03-0${day + 1}T20:00:00+01:00`, scores: { low_mood: score } },
    });
    expect(put.ok()).toBe(true);
  }
  /** Three months with eight scores a day: more than one file takes. */
  const writeMore = async () => {
    const scores = Object.fromEntries(LONG.map((measure, n) => [measure, n]));
    const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n, 20)).toISOString();
    const records = Array.from({ length: 90 }, (_, n) => ({
      kind: 'check_in',
      id: crypto.randomUUID(),
      body: { at: day(n), scores },
    }));
    const put = await request.post(`${API}/imports?format=afterglow`, {
      headers,
      data: { format: 'afterglow', version: 1, records },
    });
    expect(put.ok()).toBe(true);
  };
  const share = async (more: Record<string, unknown> = {}): Promise<NewShare> => {
    const answer = await request.post(`${API}/shares`, {
      headers,
      data: { label: 'For the system', measures: ['low_mood'], ...more },
    });
    expect(answer.status()).toBe(201);
    return (await answer.json()) as NewShare;
  };
  const revoke = (id: string) => request.delete(`${API}/shares/${id}`, { headers });
  return { share, revoke, writeMore };
}

const LONG = [
  ...['low_mood', 'loss_of_interest', 'hopelessness', 'anxiety'],
  ...['worry', 'irritability', 'sleep_quality', 'pain'],
];

interface Entry {
  resource: { resourceType: string; code?: { coding?: { code: string }[] } };
}

interface Bundle {
  entry: Entry[];
}

const isAbout = (code: string) => (entry: Entry) => entry.resource.code?.coding?.[0]?.code === code;

/** The same journal as read over the link, without the moment at which each was made. */
async function overTheLink(request: APIRequestContext, { token }: NewShare, passcode?: string) {
  const answer = await request.get(`${API}/shared/fhir`, {
    headers: {
      authorization: `Share ${token}`,
      ...(passcode ? { 'share-passcode': encodeURIComponent(passcode) } : {}),
    },
  });
  expect(answer.status()).toBe(200);
  return entries((await answer.json()) as Bundle);
}

const entries = (bundle: unknown) => (bundle as Bundle).entry;

async function resolved(link: string, passcode?: string) {
  const viewer = new SHLViewer({ shlinkURI: link });
  const { fhirResources } = await viewer.resolveSHL({
    recipient: RECIPIENT,
    ...(passcode ? { passcode } : {}),
  });
  expect(fhirResources).toHaveLength(1);
  return entries(fhirResources[0]);
}

test('an independent client resolves and decrypts what the link shows', async ({ request }) => {
  const { share } = await patient(request);
  const made = await share();
  const bundle = await resolved(made.smart_health_link);
  expect(bundle.filter(({ resource }) => resource.resourceType === 'Observation')).toHaveLength(5);
  expect(bundle).toEqual(await overTheLink(request, made));
  expect(await resolved(made.viewer_url)).toEqual(bundle);
});

test('a file that is too large to embed is fetched from its own address', async ({ request }) => {
  const { share } = await patient(request);
  const made = await share();
  const viewer = new SHLViewer({ shlinkURI: made.smart_health_link });
  const { manifest, fhirResources } = await viewer.resolveSHL({
    recipient: RECIPIENT,
    embeddedLengthMax: 1,
  });
  expect(manifest?.files[0]).toHaveProperty('location');
  expect(entries(fhirResources[0])).toEqual(await overTheLink(request, made));
});

test('the direct form gives a summary and the same without a manifest', async ({ request }) => {
  const { share } = await patient(request);
  const made = await share();
  const direct = await resolved(made.direct_link ?? '');
  expect(direct.filter(isAbout('in_short'))).toHaveLength(1);
  const others = direct.filter((entry) => !isAbout('in_short')(entry));
  expect(others).toEqual(await overTheLink(request, made));
});

test('a long journal comes in several files, which together are what the link shows', async ({
  request,
}) => {
  const { share, writeMore } = await patient(request);
  await writeMore();
  const made = await share({ measures: LONG });
  const whole = await overTheLink(request, made);
  const viewer = new SHLViewer({ shlinkURI: made.smart_health_link });
  const { manifest, fhirResources } = await viewer.resolveSHL({ recipient: RECIPIENT });
  expect(manifest?.status).toBe('can-change');
  expect(fhirResources.length).toBeGreaterThan(3);
  const files = fhirResources.map(entries);
  for (const file of files) expect(file.filter(isAbout('about_this_file'))).toHaveLength(1);
  const written = (list: Entry[]) => new Set(list.map((entry) => JSON.stringify(entry)));
  const together = files.flat().filter((entry) => !isAbout('about_this_file')(entry));
  expect(written(together)).toEqual(written(whole));
  // What does not fit into the direct file is named in it.
  const direct = await resolved(made.direct_link ?? '');
  expect(direct.filter(isAbout('about_this_file'))).toHaveLength(1);
  expect(direct.length).toBeLessThan(whole.length);
});

test('a passcode is asked for, a wrong one refused, the right one taken', async ({ request }) => {
  const { share } = await patient(request);
  const made = await share({ passcode: 'dusk 4' });
  expect(made.direct_link).toBeNull();
  await expect(resolved(made.smart_health_link)).rejects.toThrow();
  await expect(resolved(made.smart_health_link, 'dawn')).rejects.toThrow(SHLInvalidPasscodeError);
  expect(await resolved(made.smart_health_link, 'dusk 4')).toEqual(
    await overTheLink(request, made, 'dusk 4'),
  );
});

test('a link that was ended gives nothing, by either form', async ({ request }) => {
  const { share, revoke } = await patient(request);
  const made = await share();
  expect((await revoke(made.id)).status()).toBe(204);
  await expect(resolved(made.smart_health_link)).rejects.toThrow(SHLManifestNotFoundError);
  await expect(resolved(made.direct_link ?? '')).rejects.toThrow();
});
