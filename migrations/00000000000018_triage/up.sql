-- How the office picks among requests, decides on them, knows who comes to the headquarters, and
-- runs its day.

-- The list of requests as a member of staff wants to see it again. query: of the list's address.
CREATE TABLE saved_view (
  id TEXT PRIMARY KEY NOT NULL,
  staff_id TEXT NOT NULL REFERENCES staff (id),
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE INDEX saved_view_staff ON saved_view (staff_id, created_at);

-- Who comes to a meeting in person, and whether they are let in. position 0 is the account's
-- person, whose name and number stand in person; 1 is the applicant whom that person speaks for;
-- from 2 on companions. A row is there once something was said or decided about that guest.
-- plate: of the car they come by, on position 0. clearance: pending, cleared, refused.
CREATE TABLE guest (
  request_id TEXT NOT NULL REFERENCES request (id),
  position INTEGER NOT NULL,
  name_sealed TEXT,
  identity_sealed TEXT,
  plate_sealed TEXT,
  clearance TEXT NOT NULL,
  reason_sealed TEXT,
  decided_by TEXT REFERENCES staff (id),
  decided_at TIMESTAMP,
  PRIMARY KEY (request_id, position)
);

-- A decision that waits for a second person of the office. body: the verdict, JSON.
CREATE TABLE proposal (
  request_id TEXT PRIMARY KEY NOT NULL REFERENCES request (id),
  body TEXT NOT NULL,
  proposed_by TEXT NOT NULL REFERENCES staff (id),
  proposed_at TIMESTAMP NOT NULL
);

-- Who sees an official's week, beside the official: accounts of the office that are named for it.
CREATE TABLE week_reader (
  official_id TEXT NOT NULL REFERENCES official (id),
  staff_id TEXT NOT NULL REFERENCES staff (id),
  named_by TEXT,
  named_at TIMESTAMP NOT NULL,
  PRIMARY KEY (official_id, staff_id)
);
-- Whoever worked for an official until now is named.
INSERT INTO week_reader (official_id, staff_id, named_at)
SELECT official.id, staff.id, staff.created_at FROM official JOIN staff
  ON staff.official_id = official.id OR staff.official_id IS NULL
WHERE staff.role IN ('scheduler', 'secretary');

-- A calendar feed of busy blocks for one device: its address holds a secret, kept as a hash.
CREATE TABLE feed (
  id TEXT PRIMARY KEY NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  staff_id TEXT NOT NULL REFERENCES staff (id),
  official_id TEXT NOT NULL REFERENCES official (id),
  device TEXT NOT NULL,
  made_at TIMESTAMP NOT NULL,
  revoked_at TIMESTAMP
);
CREATE INDEX feed_staff ON feed (staff_id, made_at);

-- By how many minutes an official's day (YYYY-MM-DD) runs late, and what those who wait are told,
-- as the secretary says.
CREATE TABLE lateness (
  official_id TEXT NOT NULL REFERENCES official (id),
  day TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  message TEXT,
  said_at TIMESTAMP NOT NULL,
  PRIMARY KEY (official_id, day)
);

-- What the office writes to itself about an appointment.
CREATE TABLE office_note (
  id TEXT PRIMARY KEY NOT NULL,
  appointment_id TEXT NOT NULL REFERENCES appointment (id),
  staff_id TEXT NOT NULL REFERENCES staff (id),
  text_sealed TEXT NOT NULL,
  at TIMESTAMP NOT NULL
);
CREATE INDEX office_note_appointment ON office_note (appointment_id, at);

-- What is to be done after a meeting: by whom (department_id; none is the office) and until when
-- (YYYY-MM-DD).
CREATE TABLE next_step (
  appointment_id TEXT PRIMARY KEY NOT NULL REFERENCES appointment (id),
  request_id TEXT NOT NULL REFERENCES request (id),
  text TEXT NOT NULL,
  department_id TEXT REFERENCES department (id),
  due_on TEXT NOT NULL,
  made_by TEXT NOT NULL REFERENCES staff (id),
  made_at TIMESTAMP NOT NULL
);
