// Reads a calendar file from standard input with ical.js, and says what it understood as one line of JSON.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const event = calendar.getFirstSubcomponent("vevent");
const of = (name) => event.getFirstPropertyValue(name);
console.log(
  JSON.stringify({
    method: calendar.getFirstPropertyValue("method"),
    uid: of("uid"),
    sequence: of("sequence"),
    status: of("status"),
    starts: of("dtstart").toString(),
    organizer: of("organizer"),
    attendee: of("attendee"),
    summary: of("summary"),
  }),
);
