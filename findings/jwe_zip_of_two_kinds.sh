#!/usr/bin/env bash
# python-jose 3.5.0 and jwskate 0.12.2 (PyPI), beside jwcrypto 1.6.1 (PyPI) and jose 6.2.18 (npm); Node 20,
# Python 3.11.
#
# A small FHIR bundle is encrypted as a SMART Health Link has it: compact JWE, "alg": "dir", "enc": "A256GCM",
# and compressed ("zip": "DEF", RFC 7516, section 4.1.3: DEFLATE of RFC 1951, without a header of zlib).
# Guess: who knows `zip` opens what the others made; who does not know it refuses the token.
# Seen: python-jose means the format of zlib (RFC 1950) by DEF: it opens its own tokens, and neither opens those
# of others nor has its own opened by jose and jwcrypto. jwskate opens the token, passes over `zip`, and hands out
# the compressed bytes as the content. Not compressed, all of them agree: a file for unknown readers has no `zip`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund jose@6.2.18
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check 'python-jose[cryptography]==3.5.0' \
  jwskate==0.12.2 jwcrypto==1.6.1

cat >open.py <<'PYTHON'
import base64
import json
import os
import zlib

from jose import jwe
from jwcrypto.jwe import JWE
from jwcrypto.jwk import JWK
from jwskate import JweCompact, SymmetricJwk

key = os.urandom(32)
shared = base64.urlsafe_b64encode(key).rstrip(b"=").decode()
content = b'{"resourceType":"Bundle","type":"collection"}'


def by_jwcrypto(further):
    made = JWE(content, json.dumps({"alg": "dir", "enc": "A256GCM"} | further))
    made.add_recipient(JWK(kty="oct", k=shared))
    return made.serialize(compact=True)


def of_jwcrypto(token):
    opened = JWE()
    opened.deserialize(token, JWK(kty="oct", k=shared))
    return opened.payload


def told(opened):
    for kind, bits in ("in DEFLATE", -15), ("in zlib", 15):
        try:
            if zlib.decompress(opened, bits) == content:
                return f"the bundle's bytes {kind}"
        except zlib.error:
            pass
    return "the bundle" if opened == content else "other bytes"


TOKENS = {
    "compressed by jwcrypto": by_jwcrypto({"zip": "DEF"}),
    "compressed by python-jose": jwe.encrypt(content, key, "A256GCM", "dir", zip="DEF").decode(),
    "not compressed": by_jwcrypto({}),
}
READERS = {
    "jwcrypto": of_jwcrypto,
    "python-jose": lambda token: jwe.decrypt(token, key),
    "jwskate": lambda token: bytes(JweCompact(token).decrypt(SymmetricJwk.from_bytes(key, alg="dir"))),
}
for name, token in TOKENS.items():
    for reader, opening in READERS.items():
        try:
            print(f"{name}: {reader} gives", told(opening(token)))
        except Exception:
            print(f"{name}: {reader} refuses")
json.dump({"key": shared, "content": content.decode(), "tokens": TOKENS}, open("tokens.json", "w"))
PYTHON
cat >open.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { compactDecrypt } from 'jose';

const { key, content, tokens } = JSON.parse(readFileSync('tokens.json', 'utf8'));
for (const [name, token] of Object.entries(tokens)) {
  const opened = await compactDecrypt(token, Buffer.from(key, 'base64url')).catch(() => undefined);
  const told = Buffer.from(opened?.plaintext ?? '').toString() === content ? 'gives the bundle' : 'gives other bytes';
  console.log(`${name}: jose ${opened ? told : 'refuses'}`);
}
JS
{ python/bin/python open.py; node open.mjs; } | LC_ALL=C sort | tee seen
diff seen - <<'EXPECTED'
compressed by jwcrypto: jose gives the bundle
compressed by jwcrypto: jwcrypto gives the bundle
compressed by jwcrypto: jwskate gives the bundle's bytes in DEFLATE
compressed by jwcrypto: python-jose refuses
compressed by python-jose: jose refuses
compressed by python-jose: jwcrypto refuses
compressed by python-jose: jwskate gives the bundle's bytes in zlib
compressed by python-jose: python-jose gives the bundle
not compressed: jose gives the bundle
not compressed: jwcrypto gives the bundle
not compressed: jwskate gives the bundle
not compressed: python-jose gives the bundle
EXPECTED
echo 'as stated: "DEF" has two meanings, and one reader gives it none'
