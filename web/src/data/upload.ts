/** Sends a file and tells how much of it is sent, which fetch cannot. */
import { FILE_PATIENCE_MS } from './api.ts';

/** Statuses whose answers have no body. */
const EMPTY = [204, 205, 304];

/** A stand-in for fetch; `onsent` hears which part is sent, from 0 to 1. */
export function uploading(onsent: (part: number) => void) {
  return (url: string, { method, headers, body }: RequestInit): Promise<Response> =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(method ?? 'POST', url);
      for (const [name, value] of Object.entries(headers as Record<string, string>))
        request.setRequestHeader(name, value);
      request.timeout = FILE_PATIENCE_MS;
      request.upload.onprogress = ({ loaded, total }) => onsent(total > 0 ? loaded / total : 1);
      request.upload.onload = () => onsent(1);
      const fail = () => reject(new TypeError('no answer'));
      request.onload = () => {
        // A redirect has been followed already: whoever is there is not who was asked.
        if (request.responseURL === new URL(url, location.href).href) resolve(answerTo(request));
        else fail();
      };
      request.onerror = request.ontimeout = request.onabort = fail;
      request.send(body as Blob);
    });
}

function answerTo(request: XMLHttpRequest): Response {
  const { status, responseText } = request;
  const lines = request
    .getAllResponseHeaders()
    .split(/[\r\n]+/)
    .filter(Boolean);
  const headers = lines.map((line): [string, string] => {
    const [name = '', ...value] = line.split(':');
    return [name, value.join(':').trim()];
  });
  return new Response(EMPTY.includes(status) ? null : responseText, { status, headers });
}
