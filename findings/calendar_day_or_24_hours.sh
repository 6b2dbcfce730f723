#!/usr/bin/env bash
# ical.js 2.2.1 and node-ical 0.26.1 (npm); icalendar 7.3.2, recurring-ical-events 3.8.2 and ics 0.7.3 (PyPI);
# Node 20, Python 3.11.
#
# A clinic writes "no driving" into the calendar, for 24 hours from noon of 28 March 2026 in Berlin, where the
# clock is put forward in the night, and again from noon of 24 October, where it is put back.
# Guess: RFC 5545, section 3.3.6, holds: hours are exact and days are those of the calendar. DURATION:PT24H ends
# at 13:00 in March and at 11:00 in October, DURATION:P1D at 12:00 in both.
# Seen: no reader tells the two apart. ical.js, icalendar, recurring-ical-events and ics read 24 hours as a day
# (until 12:00, which is 23 hours in March and 25 in October); node-ical reads a day as 24 hours. So a period
# that is a matter of safety has to be written with DTEND: a DURATION is an hour short somewhere.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1 node-ical@0.26.1
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 recurring-ical-events==3.8.2 ics==0.7.3

{
  cat <<'ICS'
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Clinic//EN
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:20250330T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20251026T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
ICS
  for event in 20260328/P1D 20260328/PT24H 20261024/P1D 20261024/PT24H; do
    printf '%s\n' BEGIN:VEVENT "UID:$event@example.org" DTSTAMP:20260101T000000Z \
      "DTSTART;TZID=Europe/Berlin:${event%/*}T120000" "DURATION:${event#*/}" "SUMMARY:$event" END:VEVENT
  done
  echo END:VCALENDAR
} >clinic.ics

cat >read.mjs <<'JS'
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';

const text = readFileSync('clinic.ics', 'utf8');
const clock = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin', timeStyle: 'short' });
const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((found) => new ICAL.Event(found));
const others = Object.values(nodeIcal.sync.parseICS(text)).filter(({ type }) => type === 'VEVENT');
const told = (ends) => ends.map(([event, end]) => `${event} until ${clock.format(end)}`).join(', ');
console.log('ical.js:', told(events.map(({ summary, endDate }) => [summary, endDate.toJSDate()])));
console.log('node-ical:', told(others.map(({ summary, end }) => [summary, end])));
JS
cat >read.py <<'PYTHON'
from datetime import date
from zoneinfo import ZoneInfo

import icalendar
import ics
import recurring_ical_events

text = open("clinic.ics").read()
calendar = icalendar.Calendar.from_ical(text)
between = recurring_ical_events.of(calendar).between(date(2026, 1, 1), date(2026, 12, 31))
ends = {
    "icalendar": [(found["SUMMARY"], found.end) for found in calendar.walk("VEVENT")],
    "recurring-ical-events": [(found["SUMMARY"], found["DTEND"].dt) for found in between],
    "ics": [(found.name, found.end.datetime) for found in ics.Calendar(text).events],
}
for reader, of_reader in ends.items():
    clock = [f"{event} until {end.astimezone(ZoneInfo('Europe/Berlin')):%H:%M}" for event, end in sorted(of_reader)]
    print(f"{reader}:", ", ".join(clock))
PYTHON
{ node read.mjs; python/bin/python -W ignore read.py; } | tee seen
diff seen - <<'EXPECTED'
ical.js: 20260328/P1D until 12:00, 20260328/PT24H until 12:00, 20261024/P1D until 12:00, 20261024/PT24H until 12:00
node-ical: 20260328/P1D until 13:00, 20260328/PT24H until 13:00, 20261024/P1D until 11:00, 20261024/PT24H until 11:00
icalendar: 20260328/P1D until 12:00, 20260328/PT24H until 12:00, 20261024/P1D until 12:00, 20261024/PT24H until 12:00
recurring-ical-events: 20260328/P1D until 12:00, 20260328/PT24H until 12:00, 20261024/P1D until 12:00, 20261024/PT24H until 12:00
ics: 20260328/P1D until 12:00, 20260328/PT24H until 12:00, 20261024/P1D until 12:00, 20261024/PT24H until 12:00
EXPECTED
echo 'as stated: each of five readers takes a day and 24 hours for the same'
