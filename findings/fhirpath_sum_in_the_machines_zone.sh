#!/usr/bin/env bash
# fhirpath 5.2.2 (npm, the engine of HL7's web tools), Node 20.
#
# A check-in was made at 21:30 in Tokyo; an expression asks for one day later.
# Guess: the sum keeps the offset of its operand, 2026-03-11T21:30:00+09:00, on every machine.
# Seen: it is given in the zone of the machine that evaluates it, so its local date and hour differ
# from server to server: text made from it, or compared with the record's own day, is wrong.
# The instant is right. Only a date without a time is safe.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund fhirpath@5.2.2

cat >sum.mjs <<'JS'
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4/index.js';

const checkIn = { resourceType: 'Observation', effectiveDateTime: '2026-03-10T21:30:00+09:00' };
const [sum] = fhirpath.evaluate(checkIn, 'Observation.effective + 1 day', null, r4);
const [day] = fhirpath.evaluate(checkIn, "@2026-03-10 + 1 day", null, r4);
console.log(`${process.env.TZ}: ${sum} ${day}`);
JS
for zone in Asia/Tokyo UTC America/Los_Angeles; do TZ=$zone node sum.mjs; done | tee seen
diff seen - <<'EXPECTED'
Asia/Tokyo: 2026-03-11T21:30:00+09:00 2026-03-11
UTC: 2026-03-11T12:30:00-00:00 2026-03-11
America/Los_Angeles: 2026-03-11T05:30:00-07:00 2026-03-11
EXPECTED
echo 'as stated: a sum is given in the zone of the machine'
