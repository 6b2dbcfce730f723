"""Compares what the validators said with what they should have.

Usage: judge.py CASES.json VERDICTS.json...; each list of verdicts is named for its validator. Prints what went
wrong and a summary, and fails when anything did.
"""

import json
import sys
from pathlib import Path


# Those who show what they read, and must see what would be shown wrongly.
READERS = {"medplum", "fhirclient_reader"}


def read(path):
    return json.loads(Path(path).read_text(encoding="utf-8"))


def short(complaint):
    return " ".join(complaint.split())[:300]


def unresolved(bundle):
    """References that lead out of the bundle, and addresses that are not their resource's."""
    addresses = [entry["fullUrl"] for entry in bundle["entry"]]

    def references(value):
        if isinstance(value, dict):
            if "reference" in value:
                yield value["reference"]
            value = list(value.values())
        if isinstance(value, list):
            for item in value:
                yield from references(item)

    yield from (reference for reference in references(bundle["entry"]) if reference not in addresses)
    yield from (address for address in set(addresses) if addresses.count(address) > 1)
    yield from (
        entry["fullUrl"] for entry in bundle["entry"] if entry["fullUrl"] != f"urn:uuid:{entry['resource']['id']}"
    )


def main(cases, *verdicts):
    cases, validators = read(cases), {Path(path).stem: read(path) for path in verdicts}
    passed, failures, seen = 0, [], dict.fromkeys(validators, 0)
    for at, case in enumerate(cases):
        complaints = {name: said[at] for name, said in validators.items() if said[at] is not None}
        if case.get("misread"):
            blind = READERS - complaints.keys()
            failures += [f"{case['name']}: not seen by {name}" for name in sorted(blind)]
            passed += not blind
        elif case["good"]:
            failures += [f"{case['name']}: refused by {name}: {short(said)}" for name, said in complaints.items()]
            passed += not complaints
        else:
            for name in complaints:
                seen[name] += 1
            if not complaints:
                failures.append(f"{case['name']}: refused by nobody")
            passed += bool(complaints)
    failures += [f"{address} does not lead to one resource of the bundle" for address in unresolved(cases[0]["resource"])]
    broken = sum(not case["good"] for case in cases)
    failures += [f"{name} refused nothing" for name, refused in seen.items() if not refused]
    for failure in failures:
        print(f"FAILED {failure}")
    each = ", ".join(f"{refused} of them by {name}" for name, refused in seen.items())
    print(f"fhir: {len(cases) - broken} resources are taken, {broken} broken ones refused ({each})")
    print(f"fhir: {passed} passed, {len(failures)} failed")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
