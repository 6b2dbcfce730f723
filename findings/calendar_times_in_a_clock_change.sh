#!/usr/bin/env bash
# ical.js 2.2.1 (npm), vobject 0.9.9 (PyPI, python-dateutil 4.0.0), beside node-ical 0.20.1 (npm) and
# icalendar 7.3.2 (PyPI); Node 20, Python 3.11.
#
# Guess: RFC 5545, section 3.3.5, holds: a local time that the clocks skip is read with the offset
# before the gap (02:30 in Berlin on 29 March 2026 is 01:30 UTC), and one that comes twice is the first
# of the two (02:30 on 25 October 2026 is 00:30 UTC).
# Seen: node-ical and icalendar do so. ical.js reads the skipped time with the offset after the gap, an
# hour early (00:30 UTC), and the repeated one as the second of the two (01:30 UTC). vobject reads the
# skipped time an hour early, too. Nobody warns.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1 node-ical@0.20.1
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check \
  vobject==0.9.9 icalendar==7.3.2 python-dateutil==4.0.0

cat >reminders.ics <<'ICS'
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Reminders//EN
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:20251026T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20250330T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:skipped@example.org
DTSTAMP:20260101T000000Z
DTSTART;TZID=Europe/Berlin:20260329T023000
DURATION:PT5M
SUMMARY:skipped
END:VEVENT
BEGIN:VEVENT
UID:repeated@example.org
DTSTAMP:20260101T000000Z
DTSTART;TZID=Europe/Berlin:20261025T023000
DURATION:PT5M
SUMMARY:repeated
END:VEVENT
END:VCALENDAR
ICS

cat >read.mjs <<'JS'
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';

const text = readFileSync('reminders.ics', 'utf8');
const told = (instant) => `${instant.toISOString().slice(11, 16)} UTC`;
const calendar = new ICAL.Component(ICAL.parse(text));
for (const found of calendar.getAllSubcomponents('vevent')) {
  const { summary, startDate } = new ICAL.Event(found);
  console.log(`ical.js, ${summary}: ${told(startDate.toJSDate())}`);
}
for (const found of Object.values(nodeIcal.sync.parseICS(text))) {
  if (found.type === 'VEVENT') console.log(`node-ical, ${found.summary}: ${told(found.start)}`);
}
JS
cat >read.py <<'PYTHON'
from datetime import timezone

import icalendar
import vobject

text = open("reminders.ics").read()


def told(instant):
    return instant.astimezone(timezone.utc).strftime("%H:%M UTC")


for found in vobject.readOne(text).vevent_list:
    print(f"vobject, {found.summary.value}: {told(found.dtstart.value)}")
for found in icalendar.Calendar.from_ical(text).walk("VEVENT"):
    print(f"icalendar, {found['SUMMARY']}: {told(found.decoded('DTSTART'))}")
PYTHON
{ node read.mjs; python/bin/python read.py; } | tee seen
diff seen - <<'EXPECTED'
ical.js, skipped: 00:30 UTC
ical.js, repeated: 01:30 UTC
node-ical, skipped: 01:30 UTC
node-ical, repeated: 00:30 UTC
vobject, skipped: 00:30 UTC
vobject, repeated: 00:30 UTC
icalendar, skipped: 01:30 UTC
icalendar, repeated: 00:30 UTC
EXPECTED
echo 'as stated: two of four readers put a skipped or repeated time an hour elsewhere'
