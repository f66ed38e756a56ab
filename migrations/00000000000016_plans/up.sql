-- The plan of a week: what it was made from, under which rules, and what came out. A row for each
-- version, so that every answer that was ever shown can be computed again. The office is blank where
-- the plan is the whole ministry's.
CREATE TABLE plan (
  office TEXT NOT NULL,
  week TEXT NOT NULL,
  version BIGINT NOT NULL,
  state TEXT NOT NULL,
  rules INTEGER NOT NULL,
  problem TEXT NOT NULL,
  result TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at TIMESTAMP NOT NULL,
  published_by TEXT,
  PRIMARY KEY (office, week, version)
);

-- What the office decided by hand for a request in a week: this slot and no other, or, without a
-- slot, not in this week.
CREATE TABLE plan_hand (
  office TEXT NOT NULL,
  week TEXT NOT NULL,
  request_id TEXT NOT NULL REFERENCES request (id),
  slot_id TEXT,
  decided_by TEXT NOT NULL,
  decided_at TIMESTAMP NOT NULL,
  PRIMARY KEY (office, week, request_id)
);

-- What publishing a plan did for each request: the appointment, or why there is none. Written in the
-- transaction that books, so that nobody is booked twice by a publication that was cut off.
CREATE TABLE plan_line (
  office TEXT NOT NULL,
  week TEXT NOT NULL,
  version BIGINT NOT NULL,
  request_id TEXT NOT NULL REFERENCES request (id),
  state TEXT NOT NULL,
  appointment_id TEXT REFERENCES appointment (id),
  refused TEXT,
  said TEXT NOT NULL,
  at TIMESTAMP NOT NULL,
  PRIMARY KEY (office, week, version, request_id)
);
CREATE INDEX plan_line_request ON plan_line (request_id, at);
