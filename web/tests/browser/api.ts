/** The API as a program uses it, for worlds that would take long to tap together. */
import { expect, type APIRequestContext } from '@playwright/test';
import { PASSWORD } from './patient.ts';

type Method = 'get' | 'post' | 'put' | 'patch';

/** Signs in; answers a function that asks in this patient's name. */
export async function programOf(request: APIRequestContext, username: string) {
  const session = await request.post('/api/v1/sessions', {
    data: { username, password: PASSWORD },
  });
  const { access_token } = (await session.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${access_token}` };
  return async <T>(method: Method, path: string, data?: unknown): Promise<T> => {
    const answer = await request[method](`/api/v1${path}`, { headers, data });
    expect(answer.ok(), `${method} ${path}: ${answer.ok() ? '' : await answer.text()}`).toBe(true);
    return (await answer.json()) as T;
  };
}
