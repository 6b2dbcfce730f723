#!/usr/bin/env bash
# @medplum/core 4.5.2 (npm), its FHIRPath engine, Node 20.
#
# Guess: a date plus a quantity of time is a later date, as FHIRPath defines it, or an error where
# the engine cannot do it; a dateTime equals the same instant written with another offset.
# Seen: "+" puts the number behind the text, without an error ("2026-03-10" + 1 day =
# "2026-03-101"); a search for "the week after the treatment" built on it finds nothing, silently.
# A dateTime of a resource is compared as text: 21:30 in Tokyo is called later than 20:00 UTC of the
# same day, which came seven and a half hours after it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @medplum/core@4.5.2

cat >sum.mjs <<'JS'
import { evalFhirPath } from '@medplum/core';

const checkIn = { resourceType: 'Observation', effectiveDateTime: '2026-03-10T21:30:00+09:00' };
for (const expression of [
  '@2026-03-10 + 1 day',
  'Observation.effective + 1 day',
  'Observation.effective = @2026-03-10T12:30:00Z',
  'Observation.effective > @2026-03-10T20:00:00Z',
]) {
  console.log(`${expression}: ${evalFhirPath(expression, checkIn).join()}`);
}
JS
node sum.mjs | tee seen
diff seen - <<'EXPECTED'
@2026-03-10 + 1 day: 2026-03-101
Observation.effective + 1 day: 2026-03-10T21:30:00+09:001
Observation.effective = @2026-03-10T12:30:00Z: false
Observation.effective > @2026-03-10T20:00:00Z: true
EXPECTED
echo 'as stated: the sum of a date and a day is a longer text'
