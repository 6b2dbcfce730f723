"""Compares what libraries made of the files of SMART Health Links with what is in them.

Usage: judge_libraries.py CASES.json VERDICTS.json...; prints what went wrong and a summary, and fails when anything did.
"""

import hashlib
import json
import sys
from pathlib import Path

# What a library refuses of files that are larger than ours, or compressed: the table of docs/interoperability.md.
REFUSES = {
    "jose-4": {"260000 bytes, compressed"},
    "jose-5.0": {"20000 bytes, compressed", "260000 bytes, compressed"},
    "jose-5": {"20000 bytes, compressed", "260000 bytes, compressed"},
    "jose-6.1": {"20000 bytes, compressed", "260000 bytes, compressed"},
    "jose-6": {"260000 bytes, compressed"},
    "authlib": {"192100 bytes", "260000 bytes, compressed"},
    "joserfc": {"49153 bytes", "192000 bytes", "192100 bytes", "260000 bytes, compressed"},
    "jwcrypto": set(),
}


def wrong(library, said, cases):
    for case in cases:
        name, opens = case["name"], case.get("opens", case["name"] not in REFUSES[library])
        if opens and said[name] != case["holds"]:
            yield f"{library} does not open {name}: {said[name]}"
        if not opens and not said[name].startswith("refused"):
            yield f"{library} opens {name}"


def written(resource):
    """As JSON.stringify writes it."""
    return hashlib.sha256(json.dumps(resource, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def about(entry):
    coding = entry["resource"].get("code", {}).get("coding", [{}])[0]
    return coding.get("code") in ("about_this_file", "in_short")


def entries(bundle):
    return {json.dumps(entry, sort_keys=True) for entry in bundle["entry"] if not about(entry)}


def bundles(links, resolved):
    """That the files come to the bundle, and that the client which follows a link finds them."""
    files, direct, whole = [json.loads(file) for file in links["files"]], json.loads(links["direct_file"]), links["whole"]
    if len(files) < 2:
        yield "the link of the demo has one file: nothing is shown by it"
    if set().union(*map(entries, files)) != entries(whole):
        yield "the files of the link do not come to its bundle"
    if not entries(direct) < entries(whole):
        yield "the direct file is not a part of the bundle"
    if resolved["manifest"] != [written(file) for file in files] or resolved["direct"] != [written(direct)]:
        yield "kill-the-clipboard finds other files behind the link"


def main(cases, *verdicts):
    given = json.loads(Path(cases).read_text(encoding="utf-8"))
    said = {}
    for path in verdicts:
        said |= json.loads(Path(path).read_text(encoding="utf-8"))
    failures = list(bundles(given["links"], said.pop("kill-the-clipboard")))
    for library in REFUSES:
        failures += wrong(library, said[library], given["cases"])
    for failure in failures:
        print(f"FAILED {failure}")
    files = len(given["links"]["files"])
    print(f"fhir: {files} files of a link and its direct file are opened by {len(REFUSES) + 1} libraries")
    print(f"fhir: {len(failures)} failed")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
