/** Sends a file and tells how much of it is sent, which fetch cannot. */

/** A large file over a slow network takes its time. */
const PATIENCE_MS = 15 * 60_000;

/** A stand-in for fetch; `onsent` hears which part is sent, from 0 to 1. */
export function uploading(onsent: (part: number) => void) {
  return (url: string, { method, headers, body }: RequestInit): Promise<Response> =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(method ?? 'POST', url);
      for (const [name, value] of Object.entries(headers as Record<string, string>))
        request.setRequestHeader(name, value);
      request.timeout = PATIENCE_MS;
      request.upload.onprogress = ({ loaded, total }) => onsent(total > 0 ? loaded / total : 1);
      request.upload.onload = () => onsent(1);
      request.onload = () =>
        resolve(new Response(request.responseText, { status: request.status }));
      request.onerror = request.ontimeout = () => reject(new TypeError('no answer'));
      request.send(body as Blob);
    });
}
