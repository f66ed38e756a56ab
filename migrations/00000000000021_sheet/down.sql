DROP TABLE feed;
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
DROP TABLE next_step;
CREATE TABLE next_step (
  appointment_id TEXT PRIMARY KEY NOT NULL REFERENCES appointment (id),
  request_id TEXT NOT NULL REFERENCES request (id),
  text TEXT NOT NULL,
  department_id TEXT REFERENCES department (id),
  due_on TEXT NOT NULL,
  made_by TEXT NOT NULL REFERENCES staff (id),
  made_at TIMESTAMP NOT NULL
);
