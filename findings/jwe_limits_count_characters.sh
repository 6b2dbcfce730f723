#!/usr/bin/env bash
# joserfc 1.8.0 and Authlib 1.9.10 (PyPI), on tokens made by jwcrypto 1.5.6 (PyPI); Python 3.11.
#
# Guess: where a library bounds a ciphertext by so many bytes, a ciphertext of fewer bytes opens. joserfc
# says 65,536 bytes, so a file of 60,000 bytes, not compressed, opens in a token of its own.
# Seen: both count the base64url characters of the token's part and not the bytes in it. In joserfc a
# content of 49,152 bytes opens and one of 49,153 is refused, with a message that speaks of 65,536 bytes;
# in Authlib it is 192,000 and 192,001. Compressed, the same contents open in both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check joserfc==1.8.0 authlib==1.9.10 jwcrypto==1.5.6

cat >sizes.py <<'PYTHON'
import base64
import json
import os
import warnings

warnings.simplefilter("ignore")
from authlib.jose import JsonWebEncryption
from joserfc import jwe
from joserfc.jwk import OctKey
from jwcrypto.jwe import JWE
from jwcrypto.jwk import JWK

KEY = os.urandom(32)
SHARED = JWK(kty="oct", k=base64.urlsafe_b64encode(KEY).rstrip(b"=").decode())


def sealed(size, compressed):
    header = {"alg": "dir", "enc": "A256GCM"} | ({"zip": "DEF"} if compressed else {})
    token = JWE(os.urandom(size // 2 + 1).hex()[:size].encode(), json.dumps(header))
    token.add_recipient(SHARED)
    return token.serialize(compact=True)


def told(library, opening, size, compressed=False):
    try:
        said = "opens" if len(opening(sealed(size, compressed))) == size else "opens otherwise"
    except Exception as error:
        said = f"refused: {error}"
    print(f"{library}, {size} bytes{', compressed' if compressed else ''}: {said}")


def joserfc(token):
    return jwe.decrypt_compact(token, OctKey.import_key(KEY)).plaintext


def authlib(token):
    return JsonWebEncryption().deserialize_compact(token, KEY)["payload"]


told("joserfc", joserfc, 49_152)
told("joserfc", joserfc, 49_153)
told("joserfc", joserfc, 49_153, compressed=True)
told("Authlib", authlib, 192_000)
told("Authlib", authlib, 192_001)
told("Authlib", authlib, 192_001, compressed=True)
PYTHON
python/bin/python sizes.py | tee seen
diff seen - <<'EXPECTED'
joserfc, 49152 bytes: opens
joserfc, 49153 bytes: refused: exceeded_size: Ciphertext size exceeds 65536 bytes.
joserfc, 49153 bytes, compressed: opens
Authlib, 192000 bytes: opens
Authlib, 192001 bytes: refused: Value of ciphertext is too long
Authlib, 192001 bytes, compressed: opens
EXPECTED
echo 'as stated: the limits are of characters, three quarters of the bytes that are named'
