#!/usr/bin/env bash
# rrule-temporal 1.6.0 (npm; what node-ical 0.26.1 recurs with), Node 20.
#
# A daily series at 02:30 in Berlin meets 29 March 2026, when the clock jumps from 02:00 to 03:00.
# Guess: on that day it is at 03:30 (RFC 5545, 3.3.10: a local time that does not exist is read with
# the offset before the gap), and from the day after at 02:30 again, as python-dateutil has it.
# Seen: it stays at 03:30 on every later day. A weekly series, and a daily one whose rule names its
# BYHOUR, come back to 02:30. A calendar that shows the series is an hour late from then on.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund rrule-temporal@1.6.0

cat >series.mjs <<'JS'
import { RRuleTemporal } from 'rrule-temporal';

const rules = {
  daily: 'DTSTART;TZID=Europe/Berlin:20260328T023000\nRRULE:FREQ=DAILY;COUNT=4',
  'daily, BYHOUR': 'DTSTART;TZID=Europe/Berlin:20260328T023000\nRRULE:FREQ=DAILY;BYHOUR=2;COUNT=4',
  weekly: 'DTSTART;TZID=Europe/Berlin:20260322T023000\nRRULE:FREQ=WEEKLY;COUNT=4',
};
for (const [name, rruleString] of Object.entries(rules)) {
  const times = new RRuleTemporal({ rruleString }).all().map((at) => at.toString().slice(5, 16));
  console.log(`${name}: ${times.join(' ')}`);
}
JS
node series.mjs | tee seen
diff seen - <<'EXPECTED'
daily: 03-28T02:30 03-29T03:30 03-30T03:30 03-31T03:30
daily, BYHOUR: 03-28T02:30 03-29T03:30 03-30T02:30 03-31T02:30
weekly: 03-22T02:30 03-29T03:30 04-05T02:30 04-12T02:30
EXPECTED
echo 'as stated: after the gap a plain daily series stays an hour late'
