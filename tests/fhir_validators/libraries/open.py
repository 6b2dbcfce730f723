"""Opens files of SMART Health Links with libraries of PyPI at their defaults.

Usage: open.py CASES.json; writes, for each library, the SHA-256 of what each case holds, or why it does not open.
"""

import base64
import hashlib
import json
import sys
import warnings

from joserfc import jwe as joserfc
from joserfc.jwk import OctKey
from jwcrypto import jwe as jwcrypto
from jwcrypto.jwk import JWK

# It advises joserfc in its place whenever it is loaded.
with warnings.catch_warnings(record=True):
    from authlib.jose import JsonWebEncryption

with open(sys.argv[1], encoding="utf-8") as file:
    given = json.load(file)
KEY = base64.urlsafe_b64decode(given["key"] + "=")


def with_authlib(jwe):
    return JsonWebEncryption().deserialize_compact(jwe.encode(), KEY)["payload"]


def with_joserfc(jwe):
    return joserfc.decrypt_compact(jwe, OctKey.import_key(KEY)).plaintext


def with_jwcrypto(jwe):
    opened = jwcrypto.JWE()
    opened.deserialize(jwe, key=JWK(kty="oct", k=given["key"]))
    return opened.payload


def said(open_one, jwe):
    try:
        return hashlib.sha256(open_one(jwe)).hexdigest()
    except Exception as error:  # each has types of its own for its refusals
        return f"refused: {type(error).__name__}: {error}"


LIBRARIES = {"authlib": with_authlib, "joserfc": with_joserfc, "jwcrypto": with_jwcrypto}
json.dump(
    {
        name: {case["name"]: said(open_one, case["jwe"]) for case in given["cases"]}
        for name, open_one in LIBRARIES.items()
    },
    sys.stdout,
)
