"""Reads a calendar file with the Python package icalendar, and says what it understood as one line of JSON."""
import json
import sys

from icalendar import Calendar

calendar = Calendar.from_ical(sys.stdin.buffer.read())
(event,) = [part for part in calendar.walk() if part.name == "VEVENT"]
assert not event.errors, event.errors
print(
    json.dumps(
        {
            "method": str(calendar["METHOD"]),
            "uid": str(event["UID"]),
            "sequence": int(event["SEQUENCE"]),
            "status": str(event["STATUS"]),
            "starts": event.decoded("DTSTART").strftime("%Y-%m-%dT%H:%M:%SZ"),
            "organizer": str(event["ORGANIZER"]),
            "attendee": str(event["ATTENDEE"]),
            "summary": str(event["SUMMARY"]),
        }
    )
)
