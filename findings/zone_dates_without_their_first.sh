#!/usr/bin/env bash
# ical.js 2.2.1 (npm), beside icalendar 7.3.2 (PyPI); Node 20, Python 3.11.
#
# Guess: RFC 5545, section 3.8.5, holds for the parts of a time zone, too: DTSTART is the first of the
# dates on which a part begins, and RDATE adds the others. So noon on 15 June 2025 is 09:00 UTC in a zone
# whose summer time (+03:00) has DTSTART 25 April 2025 and one RDATE of 2026.
# Seen: ical.js passes over the DTSTART of a part that has an RDATE. Noon in June 2025 is 12:00 UTC there,
# as if the zone had no offset at all, and noon in June 2026 is 09:00 UTC, rightly. With the first date
# repeated as an RDATE both are right. icalendar is right with either.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2

cat >read.mjs <<'JS'
import { writeFileSync } from 'node:fs';
import ICAL from 'ical.js';

const part = (name, start, [from, to], dates) =>
  [
    `BEGIN:${name}`,
    `DTSTART:${start}`,
    `TZOFFSETFROM:${from}`,
    `TZOFFSETTO:${to}`,
    ...dates.map((date) => `RDATE:${date}`),
    `END:${name}`,
  ].join('\r\n');
const event = (year) =>
  [
    'BEGIN:VEVENT',
    `UID:noon-${year}@example.org`,
    'DTSTAMP:20250101T000000Z',
    `DTSTART;TZID=Example:${year}0615T120000`,
    'DURATION:PT5M',
    `SUMMARY:${year}`,
    'END:VEVENT',
  ].join('\r\n');

function calendar(repeated) {
  const [winter, summer] = ['20241101T000000', '20250425T000000'];
  const first = (date) => (repeated ? [date] : []);
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Example//Zones//EN',
    'BEGIN:VTIMEZONE',
    'TZID:Example',
    part('STANDARD', winter, ['+0300', '+0200'], [...first(winter), '20251031T000000']),
    part('DAYLIGHT', summer, ['+0200', '+0300'], [...first(summer), '20260424T000000']),
    'END:VTIMEZONE',
    event(2025),
    event(2026),
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}

const told = (instant) => `${instant.toISOString().slice(11, 16)} UTC`;
for (const repeated of [false, true]) {
  const text = calendar(repeated);
  const how = repeated ? 'first date repeated' : 'first date in DTSTART alone';
  const root = new ICAL.Component(ICAL.parse(text));
  const zone = new ICAL.Timezone(root.getFirstSubcomponent('vtimezone'));
  for (const found of root.getAllSubcomponents('vevent')) {
    const { summary, startDate } = new ICAL.Event(found);
    startDate.zone = zone;
    console.log(`ical.js, ${how}, ${summary}: ${told(startDate.toJSDate())}`);
  }
  writeFileSync(`${repeated}.ics`, text);
}
JS
cat >read.py <<'PYTHON'
from datetime import timezone

import icalendar

for file, how in (("false", "first date in DTSTART alone"), ("true", "first date repeated")):
    for found in icalendar.Calendar.from_ical(open(f"{file}.ics").read()).walk("VEVENT"):
        at = found.decoded("DTSTART").astimezone(timezone.utc)
        print(f"icalendar, {how}, {found['SUMMARY']}: {at:%H:%M} UTC")
PYTHON
{ node read.mjs; python/bin/python read.py; } | tee seen
diff seen - <<'EXPECTED'
ical.js, first date in DTSTART alone, 2025: 12:00 UTC
ical.js, first date in DTSTART alone, 2026: 09:00 UTC
ical.js, first date repeated, 2025: 09:00 UTC
ical.js, first date repeated, 2026: 09:00 UTC
icalendar, first date in DTSTART alone, 2025: 09:00 UTC
icalendar, first date in DTSTART alone, 2026: 09:00 UTC
icalendar, first date repeated, 2025: 09:00 UTC
icalendar, first date repeated, 2026: 09:00 UTC
EXPECTED
echo 'as stated: the first date of a part is lost where there are further ones'
