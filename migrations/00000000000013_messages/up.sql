-- What gateways said of a notice after they took it: one row per notice, `delivered` or `failed`
-- once it was reported on, `taken` while only the gateway's own number of it is known.
CREATE TABLE receipt (
  notice_id TEXT PRIMARY KEY NOT NULL,
  gateway_id TEXT,
  state TEXT NOT NULL,
  reports INTEGER NOT NULL,
  detail TEXT,
  at TIMESTAMP NOT NULL
);
CREATE INDEX receipt_gateway ON receipt (gateway_id);
CREATE INDEX receipt_state ON receipt (state, at);

-- Which reminders of an appointment were queued, by the hours before it: each is owed once.
CREATE TABLE reminder (
  appointment_id TEXT NOT NULL,
  hours INTEGER NOT NULL,
  queued_at TIMESTAMP NOT NULL,
  PRIMARY KEY (appointment_id, hours)
);

-- Which evening messages a request was sent, by event: each is owed once.
CREATE TABLE evening (
  request_id TEXT NOT NULL,
  event TEXT NOT NULL,
  queued_at TIMESTAMP NOT NULL,
  PRIMARY KEY (request_id, event)
);

-- Texts of notices that an administrator wrote in place of the shipped ones.
CREATE TABLE template (
  event TEXT NOT NULL,
  language TEXT NOT NULL,
  channel TEXT NOT NULL,
  subject TEXT,
  body TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  changed_at TIMESTAMP NOT NULL,
  PRIMARY KEY (event, language, channel)
);

-- Whether the mobile is a shared one or a relative's: it gets neutral texts only.
ALTER TABLE person ADD COLUMN mobile_shared BOOLEAN NOT NULL DEFAULT FALSE;
