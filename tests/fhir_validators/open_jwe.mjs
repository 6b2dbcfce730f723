// Opens a file of a SMART Health Link step by step (RFC 7516, section 5.2), with Node's cryptography.
//
// Usage: open_jwe.mjs FILE.jwe FILE.key EXPECTED
import assert from 'node:assert/strict';
import { createDecipheriv } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [jwe, key, expected] = process.argv.slice(2, 5).map((path) => readFileSync(path, 'utf8'));
const parts = jwe.split('.');
assert.equal(parts.length, 5);
const [header, encryptedKey, nonce, ciphertext, tag] = parts.map((part) => Buffer.from(part, 'base64url'));
const said = { alg: 'dir', enc: 'A256GCM', cty: 'application/fhir+json' };
assert.deepEqual(JSON.parse(header.toString()), said);
assert.deepEqual([encryptedKey.length, nonce.length, tag.length], [0, 12, 16]);

function open(additional, sealed) {
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), nonce);
  decipher.setAAD(Buffer.from(additional, 'ascii')).setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed), decipher.final()]).toString();
}

assert.equal(open(parts[0], ciphertext), expected);
assert.throws(() => open(parts[0].slice(1), ciphertext), 'another header must not do');
ciphertext[0] ^= 1;
assert.throws(() => open(parts[0], ciphertext), 'a changed file must not open');
console.log('fhir: the encrypted bundle opens to the bundle, and not once changed');
