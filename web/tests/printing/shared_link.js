/** A link to half a year of the demo patient, with everything ticked. */

/** @param {import('../engines/server.js').Server} server */
export async function sharedLink(server) {
  const told = server.command('demo', '--user', 'ada');
  const [username, password] = ['name', 'password'].map(
    (word) => new RegExp(`^ *${word} +(\\S+)$`, 'm').exec(told)?.[1],
  );
  /** @param {string} path @param {object} [json] @param {string} [token] */
  const ask = async (path, json, token) => {
    const answer = await fetch(`${server.address}/api/v1${path}`, {
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      ...(json ? { method: 'POST', body: JSON.stringify(json) } : {}),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const { access_token: token } = await ask('/sessions', { username, password });
  const { items } = await ask('/check-ins?limit=1', undefined, token);
  const parts = ['notes', 'doses', 'side_effects', 'self_harm', 'questionnaires'];
  const include = Object.fromEntries(parts.map((part) => [part, true]));
  const wished = { label: 'Dr Weber', measures: Object.keys(items[0].scores), include };
  const { url } = await ask('/shares', wished, token);
  return url;
}
