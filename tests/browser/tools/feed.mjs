// Reads a calendar feed from standard input with ical.js, and says what it understood as one line of JSON.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const read = (event) => {
  const of = (name) => event.getFirstPropertyValue(name);
  return {
    uid: of("uid"),
    starts: of("dtstart").toString(),
    ends: of("dtend").toString(),
    summary: of("summary"),
    names: event.getAllProperties().map((each) => each.name.toUpperCase()).sort(),
  };
};
console.log(JSON.stringify(calendar.getAllSubcomponents("vevent").map(read)));
