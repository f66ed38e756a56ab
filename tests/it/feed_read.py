"""Reads a calendar feed with the Python package icalendar, and says what it understood as one line of JSON."""
import json
import sys

from icalendar import Calendar

calendar = Calendar.from_ical(sys.stdin.buffer.read())
events = [part for part in calendar.walk() if part.name == "VEVENT"]
assert not any(event.errors for event in events), [event.errors for event in events]
when = "%Y-%m-%dT%H:%M:%SZ"
print(
    json.dumps(
        [
            {
                "uid": str(event["UID"]),
                "starts": event.decoded("DTSTART").strftime(when),
                "ends": event.decoded("DTEND").strftime(when),
                "summary": str(event["SUMMARY"]),
                "names": sorted(event.keys()),
            }
            for event in events
        ]
    )
)
