-- Meetings of every kind: what a place has for people who come in person, what is done at the
-- centres' desks, and where mobile units stand.

-- kind is main, regional, mobile (a unit with stops), home (teams that visit homes) or headquarters
-- (not a centre: where an official receives when a week names no place).
-- step_free, seats: of one meeting in person, companions included.
ALTER TABLE centre ADD COLUMN step_free BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE centre ADD COLUMN seats INTEGER NOT NULL DEFAULT 10;

-- A service that a time is booked for. names: JSON. section: none is both.
CREATE TABLE service (
  id TEXT PRIMARY KEY NOT NULL,
  position INTEGER NOT NULL,
  names TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  section TEXT
);

-- A desk of a centre, or a team that travels from it: serves one person at a time.
CREATE TABLE desk (
  id TEXT PRIMARY KEY NOT NULL,
  centre_id TEXT NOT NULL REFERENCES centre (id),
  section TEXT NOT NULL,
  names TEXT NOT NULL,
  step_free BOOLEAN NOT NULL,
  seats INTEGER NOT NULL
);
CREATE INDEX desk_centre ON desk (centre_id);

-- What is done at a desk; a centre has the services that its desks do.
CREATE TABLE desk_service (
  desk_id TEXT NOT NULL REFERENCES desk (id),
  service_id TEXT NOT NULL REFERENCES service (id),
  PRIMARY KEY (desk_id, service_id)
);

-- When a desk is open inside the hours of its section; a desk without rows always is.
-- weekday: 0 is Sunday. Local minutes of the day.
CREATE TABLE desk_opening (
  desk_id TEXT NOT NULL REFERENCES desk (id),
  weekday INTEGER NOT NULL,
  from_minute INTEGER NOT NULL,
  to_minute INTEGER NOT NULL,
  PRIMARY KEY (desk_id, weekday, from_minute)
);

-- Where a mobile unit stands on some dates (YYYY-MM-DD, both included), and when it receives there.
-- hours: 08:00-12:00 stretches with a blank between. Millionths of a degree north and east.
CREATE TABLE stop (
  id TEXT PRIMARY KEY NOT NULL,
  centre_id TEXT NOT NULL REFERENCES centre (id),
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  hours TEXT NOT NULL,
  addresses TEXT NOT NULL,
  latitude INTEGER NOT NULL,
  longitude INTEGER NOT NULL
);
CREATE INDEX stop_centre ON stop (centre_id, first_day);
