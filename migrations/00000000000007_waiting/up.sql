-- Set when the hold was prolonged, which is done once.
ALTER TABLE hold ADD COLUMN extended_at TIMESTAMP;
CREATE INDEX hold_expires ON hold (expires_at);

-- Who waits for a time with an official; one place per request, its order is the request's.
-- mode, centre_id: empty when any suits. unsuitable: JSON. near: can come at short notice.
-- offer_id: the offer that is still to be answered; one at a time.
CREATE TABLE waiting (
  id TEXT PRIMARY KEY NOT NULL,
  request_id TEXT NOT NULL UNIQUE REFERENCES request (id),
  person_id TEXT NOT NULL REFERENCES person (id),
  official_id TEXT NOT NULL REFERENCES official (id),
  mode TEXT,
  centre_id TEXT,
  needs TEXT NOT NULL,
  unsuitable TEXT NOT NULL,
  near BOOLEAN NOT NULL,
  state TEXT NOT NULL,
  offer_id TEXT,
  joined_at TIMESTAMP NOT NULL,
  changed_at TIMESTAMP NOT NULL
);
CREATE INDEX waiting_official ON waiting (official_id, state);
CREATE INDEX waiting_person ON waiting (person_id);

-- A freed slot offered to one who waits; its cells stand in occupancy under this id until it is
-- answered or passed on. Only the hash of the link's secret is kept.
CREATE TABLE offer (
  id TEXT PRIMARY KEY NOT NULL,
  waiting_id TEXT NOT NULL REFERENCES waiting (id),
  token_hash TEXT NOT NULL UNIQUE,
  slot_id TEXT NOT NULL,
  official_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  centre_id TEXT,
  starts_at TIMESTAMP NOT NULL,
  ends_at TIMESTAMP NOT NULL,
  needs TEXT NOT NULL,
  resources TEXT NOT NULL,
  standby BOOLEAN NOT NULL,
  state TEXT NOT NULL,
  expires_at TIMESTAMP NOT NULL,
  created_at TIMESTAMP NOT NULL,
  answered_at TIMESTAMP
);
CREATE INDEX offer_due ON offer (state, expires_at);
CREATE INDEX offer_time ON offer (official_id, starts_at);
