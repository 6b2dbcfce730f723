import { afterEach, expect, test, vi } from 'vitest';
import { uploading } from '#data/upload.ts';

/** A stand-in for the browser's request, which is answered as the test says. */
function answering(answer: { status: number; text?: string; headers?: string; url?: string }) {
  class Request {
    upload = {};
    timeout = 0;
    status = answer.status;
    responseText = answer.text ?? '';
    responseURL = '';
    onload: (() => void) | undefined;
    open = (_: string, url: string) =>
      (this.responseURL = answer.url ?? new URL(url, location.href).href);
    setRequestHeader = () => undefined;
    getAllResponseHeaders = () => answer.headers ?? '';
    send = () => this.onload?.();
  }
  vi.stubGlobal('XMLHttpRequest', Request);
  vi.stubGlobal('location', { href: 'https://journal.example/settings/import' });
}

afterEach(() => vi.unstubAllGlobals());

const upload = () => uploading(() => undefined)('/api/v1/imports', { method: 'POST', headers: {} });

test('an upload has its answer with status and headers', async () => {
  answering({ status: 200, text: '{}', headers: 'afterglow: v1\r\nx-time: 10:30\r\n' });
  const answer = await upload();
  expect([answer.status, answer.headers.get('afterglow')]).toEqual([200, 'v1']);
  expect(answer.headers.get('x-time')).toBe('10:30');
  expect(await answer.text()).toBe('{}');
});

test.each([204, 304])('an answer without a body (%d) leaves nobody waiting', async (status) => {
  answering({ status });
  expect((await upload()).status).toBe(status);
});

test('an upload that was led elsewhere was not answered', async () => {
  answering({ status: 200, url: 'https://portal.example/login' });
  await expect(upload()).rejects.toThrow(TypeError);
});
