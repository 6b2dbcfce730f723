// Opens files of SMART Health Links with libraries of npm at their defaults.
//
// Usage: open.mjs CASES.json; writes, for each library, the SHA-256 of what each case holds, or why it does not open.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const { key, cases, links } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const secret = new Uint8Array(Buffer.from(key, 'base64url'));
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');

async function each(open) {
  const said = {};
  for (const { name, jwe } of cases)
    said[name] = await open(jwe).then(digest, (error) => `refused: ${error.message}`);
  return said;
}

/** The client that follows a link itself. It is given the answers that the server gave. */
async function killTheClipboard() {
  const { SHLViewer } = await import('kill-the-clipboard');
  const resolve = async (shlinkURI, body) => {
    const fetch = async () => new Response(body);
    const { fhirResources } = await new SHLViewer({ shlinkURI, fetch }).resolveSHL({ recipient: 'Clinic' });
    return fhirResources.map((resource) => digest(JSON.stringify(resource)));
  };
  return {
    manifest: await resolve(links.link, JSON.stringify(links.manifest)),
    direct: await resolve(links.direct_link, links.direct),
  };
}

const verdicts = {};
for (const name of ['jose-4', 'jose-5.0', 'jose-5', 'jose-6.1', 'jose-6']) {
  const { compactDecrypt } = await import(name);
  verdicts[name] = await each(async (jwe) => (await compactDecrypt(jwe, secret)).plaintext);
}
verdicts['kill-the-clipboard'] = await killTheClipboard();
console.log(JSON.stringify(verdicts));
