-- When officials receive: rules by weekday, dated exceptions, templates of weeks; and what
-- publishing a week leaves to be settled with people.

-- A weekly rule of an official, JSON; ended_at takes it out of use and keeps it to be read.
CREATE TABLE availability_rule (
  id TEXT PRIMARY KEY NOT NULL,
  official_id TEXT NOT NULL REFERENCES official (id),
  body TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  ended_at TIMESTAMP
);
CREATE INDEX availability_rule_official ON availability_rule (official_id);

-- A dated exception to the rules, JSON. Days are YYYY-MM-DD, in the ministry's zone.
CREATE TABLE availability_exception (
  id TEXT PRIMARY KEY NOT NULL,
  official_id TEXT NOT NULL REFERENCES official (id),
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  body TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  ended_at TIMESTAMP
);
CREATE INDEX availability_exception_official ON availability_exception (official_id, last_day);

-- A kind of week that differs from the rules. names: JSON per language; body: JSON.
CREATE TABLE week_template (
  id TEXT PRIMARY KEY NOT NULL,
  position INTEGER NOT NULL,
  names TEXT NOT NULL,
  body TEXT NOT NULL
);
INSERT INTO week_template (id, position, names, body) VALUES
  ('normal', 1, '{"ar":"أسبوع معتاد","en":"A usual week"}', '{}'),
  ('ramadan', 2, '{"ar":"أسبوع رمضان","en":"A week of Ramadan"}',
    '{"hours":{"from":"10:00","to":"15:00"}}'),
  ('summer', 3, '{"ar":"أسبوع الصيف (سبت النساء)","en":"A week of summer (women''s Saturday)"}',
    '{"adds":[{"weekday":"saturday","stretch":{"from":"09:00","to":"12:00","modes":["video"],"slot_minutes":20,"buffer_minutes":10,"open_to_choice":true,"section":"women"}}]}');

-- An appointment whose time a published week took away, until it is moved, cancelled or kept.
CREATE TABLE reschedule_case (
  id TEXT PRIMARY KEY NOT NULL,
  appointment_id TEXT NOT NULL REFERENCES appointment (id),
  official_id TEXT NOT NULL REFERENCES official (id),
  week TEXT NOT NULL,
  reason TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  closed_at TIMESTAMP
);
CREATE INDEX reschedule_case_official ON reschedule_case (official_id, state);
CREATE UNIQUE INDEX reschedule_case_open ON reschedule_case (appointment_id) WHERE state = 'open';
