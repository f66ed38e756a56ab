-- What kind of day a day is. Days are text, YYYY-MM-DD; hours are local minutes of the day.

-- Which days of the week (0 is Sunday, comma-separated) are the weekend, from a date on.
CREATE TABLE weekend (
  from_day TEXT PRIMARY KEY NOT NULL,
  days TEXT NOT NULL
);
INSERT INTO weekend (from_day, days) VALUES ('0001-01-01', '4,5');
INSERT INTO weekend (from_day, days) VALUES ('2013-06-29', '5,6');

-- A holiday as the administrator wrote it down; over the computed one of the same id. names: JSON.
CREATE TABLE holiday (
  id TEXT PRIMARY KEY NOT NULL,
  occasion TEXT NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  names TEXT NOT NULL,
  state TEXT NOT NULL,
  changed_at TIMESTAMP NOT NULL
);

-- A Ramadan as it was sighted, with government's hours in it; over the computed one of that year.
CREATE TABLE ramadan (
  hijri_year INTEGER PRIMARY KEY NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  from_minute INTEGER NOT NULL,
  to_minute INTEGER NOT NULL,
  estimated BOOLEAN NOT NULL,
  changed_at TIMESTAMP NOT NULL
);

-- Other hours of a centre on some dates. section: none is both. weekdays: blank is every day.
-- hours: 08:00-12:00 stretches with a blank between; none is closed. The latest id wins.
CREATE TABLE opening_override (
  id TEXT PRIMARY KEY NOT NULL,
  centre_id TEXT NOT NULL REFERENCES centre (id),
  section TEXT,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  weekdays TEXT NOT NULL,
  hours TEXT NOT NULL,
  reason TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX opening_override_centre ON opening_override (centre_id, last_day);

-- Where the city of a centre is, in millionths of a degree north and east: its prayers.
CREATE TABLE city (
  centre_id TEXT PRIMARY KEY NOT NULL REFERENCES centre (id),
  latitude INTEGER NOT NULL,
  longitude INTEGER NOT NULL
);
