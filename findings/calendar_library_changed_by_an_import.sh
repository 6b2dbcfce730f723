#!/usr/bin/env bash
# icalevents 0.3.1 (PyPI), beside icalendar 7.3.2 (PyPI), which it is built on; pytz 2026.6, Python 3.11.
#
# A program reads a calendar with icalendar. One of its other modules imports icalevents, and calls nothing of it.
# Guess: what icalendar says of an event does not depend on that.
# Seen: the import alone switches icalendar over to pytz, for the whole process and without a word. The zone of
# an event's start is no ZoneInfo any more, and a sum across a clock change is another one: a day that begins at
# noon of 28 March 2026 in Berlin ends at noon without the import, and at 13:00 with it. A test that does not
# load the other module passes, and the program that does is an hour off.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check icalevents==0.3.1 icalendar==7.3.2 pytz==2026.6

cat >day.ics <<'ICS'
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Clinic//EN
BEGIN:VEVENT
UID:day@example.org
DTSTAMP:20260101T000000Z
DTSTART;TZID=Europe/Berlin:20260328T120000
DURATION:P1D
SUMMARY:A day at home
END:VEVENT
END:VCALENDAR
ICS
cat >read.py <<'PYTHON'
import sys
from zoneinfo import ZoneInfo

import icalendar

if sys.argv[1] == "with":
    import icalevents.icalevents  # noqa: F401

[event] = icalendar.Calendar.from_ical(open("day.ics").read()).walk("VEVENT")
zone = type(event.start.tzinfo).__module__.split(".")[0]
end = event.end.astimezone(ZoneInfo("Europe/Berlin"))
print(f"{sys.argv[1]} the import: a zone of {zone}, until {end:%d %B, %H:%M}")
PYTHON
for import in without with; do python/bin/python -W ignore read.py $import; done | tee seen
diff seen - <<'EXPECTED'
without the import: a zone of zoneinfo, until 29 March, 12:00
with the import: a zone of pytz, until 29 March, 13:00
EXPECTED
echo 'as stated: an import of one library changes what another one reads'
