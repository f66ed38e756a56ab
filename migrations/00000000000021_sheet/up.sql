-- What was said of a meeting's end becomes what somebody owes, and feeds are of rooms too. Nothing
-- was written into either table before.

-- What is to be done after a meeting: by whom (department_id; none is the office) and until when
-- (YYYY-MM-DD). step_id: the step of the request's timeline that says so. done_at: when it was
-- reported done, or when what came of a later meeting took its place; done_by: by whom.
DROP TABLE next_step;
CREATE TABLE next_step (
  appointment_id TEXT PRIMARY KEY NOT NULL REFERENCES appointment (id),
  request_id TEXT NOT NULL REFERENCES request (id),
  step_id TEXT NOT NULL REFERENCES request_step (id),
  text TEXT NOT NULL,
  department_id TEXT REFERENCES department (id),
  due_on TEXT NOT NULL,
  made_by TEXT NOT NULL REFERENCES staff (id),
  made_at TIMESTAMP NOT NULL,
  done_at TIMESTAMP,
  done_by TEXT REFERENCES staff (id)
);
CREATE INDEX next_step_request ON next_step (request_id, made_at);

-- A calendar feed of busy blocks for one device, of an official or of a centre's room: its address
-- holds a secret, kept as a hash. used_at: when it was last asked for, to the hour.
DROP TABLE feed;
CREATE TABLE feed (
  id TEXT PRIMARY KEY NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  staff_id TEXT NOT NULL REFERENCES staff (id),
  official_id TEXT REFERENCES official (id),
  room_id TEXT REFERENCES room (id),
  device TEXT NOT NULL,
  made_at TIMESTAMP NOT NULL,
  used_at TIMESTAMP,
  revoked_at TIMESTAMP,
  CHECK ((official_id IS NULL) <> (room_id IS NULL))
);
CREATE INDEX feed_staff ON feed (staff_id, made_at);
