import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { grant } from '#data/api.ts';
import { importJournal, previewImport } from '#data/imports.ts';

/** What was asked: the path, and whether a file came with it. */
const asked: [string, boolean][] = [];
let isKept = true;

const answer = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', afterglow: 'v1' },
  });

vi.mock('#data/upload.ts', () => ({
  uploading: () => (url: string, init: RequestInit) => globalThis.fetch(url, init),
}));

beforeEach(() => {
  grant({ access_token: 'x', expires_in: 900, session_id: '1' });
  vi.stubGlobal('fetch', (url: string, { body }: RequestInit) => {
    asked.push([url.replace('/api/v1', ''), body !== null]);
    const found = !url.includes('file=') || isKept;
    return Promise.resolve(
      found ? answer(200, { file: 'k1', imported: 1 }) : answer(404, { code: 'not_found' }),
    );
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  asked.length = 0;
  isKept = true;
});

const sent = (kept?: string) => ({ file: new Blob(['x']), kept, origin: 'auto' as const });
const nothing = () => undefined;

test('a file is sent once, and asked for by its name from then on', async () => {
  const { file } = await previewImport(sent(), {}, nothing);
  await previewImport(sent(file), { treatments: ['Ketamine'] }, nothing);
  await importJournal(sent(file), { header: 3 }, nothing);
  expect(asked).toEqual([
    ['/imports/preview?format=auto', true],
    ['/imports/preview?format=auto&file=k1&treatments=%5B%22Ketamine%22%5D', false],
    ['/imports?format=auto&file=k1&header=3', false],
  ]);
});

test('what the server has no longer is sent again', async () => {
  isKept = false;
  expect((await importJournal(sent('k0'), {}, nothing)).imported).toBe(1);
  expect(asked).toEqual([
    ['/imports?format=auto&file=k0', false],
    ['/imports?format=auto', true],
  ]);
});

test('of entries only those are named that become something else than the others', async () => {
  const entries = { a: 'mine', b: 'theirs', c: 'both', d: 'theirs' } as const;
  await previewImport(sent(), { changed: 'theirs', entries }, nothing);
  expect(asked).toEqual([['/imports/preview?format=auto&changed=theirs&mine=a&both=c', true]]);
});
