// What the libraries are given: the files of a link, each changed once, and files that are larger or compressed, as
// those of this server once were.
//
// Usage: cases.mjs LINKS.json; writes {key, links, cases}, each case with the SHA-256 of what it holds.
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';

const links = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');

function encrypted(text, more = {}) {
  const header = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM', cty: 'application/fhir+json', ...more }));
  const [aad, nonce] = [header.toString('base64url'), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(links.key, 'base64url'), nonce).setAAD(Buffer.from(aad));
  const sealed = Buffer.concat([cipher.update(more.zip ? deflateRawSync(text) : text), cipher.final()]);
  return [aad, '', ...[nonce, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
}

/** A text of so many bytes that is no easier to compress than a bundle. */
function text(length) {
  let made = '';
  while (made.length < length) made += `{"id":"${randomBytes(16).toString('hex')}","value":${made.length % 11}},`;
  return made.slice(0, length);
}

const jwes = [...links.manifest.files.map(({ embedded }) => embedded), links.direct];
const files = [...links.files, links.direct_file];
const cases = jwes.map((jwe, n) => ({ name: `file ${n + 1}`, jwe, holds: digest(files[n]), opens: true }));
const [header, , ...rest] = jwes[0].split('.');
cases.push({ name: 'a changed file', jwe: [header, '', ...rest].join('.').replace(/.{9}$/, 'AAAAAAAAA'), opens: false });
for (const length of [49_152, 49_153, 192_000, 192_100])
  cases.push({ name: `${length} bytes`, text: text(length) });
for (const length of [20_000, 260_000]) cases.push({ name: `${length} bytes, compressed`, text: text(length), zip: 'DEF' });
const made = ({ text, zip, ...rest }) =>
  text === undefined ? rest : { ...rest, jwe: encrypted(text, zip ? { zip } : {}), holds: digest(text) };
console.log(JSON.stringify({ key: links.key, links, cases: cases.map(made) }));
