-- Portable SQL for both databases: text, integer, bigint, boolean, timestamp (UTC).

-- Who is met. styles: JSON, per language the full, short and SMS form of address.
CREATE TABLE official (
  id TEXT PRIMARY KEY NOT NULL,
  position INTEGER NOT NULL,
  styles TEXT NOT NULL,
  name_policy TEXT NOT NULL,
  open_to_choice BOOLEAN NOT NULL
);

-- A place that receives people. names, address: JSON per language.
CREATE TABLE centre (
  id TEXT PRIMARY KEY NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  names TEXT NOT NULL,
  addresses TEXT NOT NULL,
  region TEXT NOT NULL,
  zone TEXT NOT NULL
);

-- Opening hours of a section of a centre, by weekday (0 is Sunday), in local minutes of the day.
CREATE TABLE opening (
  centre_id TEXT NOT NULL REFERENCES centre (id),
  section TEXT NOT NULL,
  weekday INTEGER NOT NULL,
  from_minute INTEGER NOT NULL,
  to_minute INTEGER NOT NULL,
  PRIMARY KEY (centre_id, section, weekday)
);

-- A video room of a centre; one session at a time.
CREATE TABLE room (
  id TEXT PRIMARY KEY NOT NULL,
  centre_id TEXT NOT NULL REFERENCES centre (id),
  section TEXT NOT NULL,
  names TEXT NOT NULL,
  step_free BOOLEAN NOT NULL,
  seats INTEGER NOT NULL
);

-- Who works on a routed request.
CREATE TABLE department (
  id TEXT PRIMARY KEY NOT NULL,
  position INTEGER NOT NULL,
  names TEXT NOT NULL
);

-- An account of a person: the pair (identity number, mobile) until the identity is proved.
-- Hashes are keyed (HMAC) for look-up; sealed columns are encrypted.
CREATE TABLE person (
  id TEXT PRIMARY KEY NOT NULL,
  identity_hash TEXT,
  identity_sealed TEXT,
  mobile_hash TEXT,
  mobile_sealed TEXT,
  other_document TEXT,
  proved BOOLEAN NOT NULL,
  citizenship TEXT,
  sex TEXT,
  name TEXT,
  name_latin TEXT,
  region TEXT,
  email TEXT,
  language TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX person_pair ON person (identity_hash, mobile_hash);

-- Staff, interpreters and portals that sign in. languages: what an interpreter speaks, comma-separated.
CREATE TABLE staff (
  id TEXT PRIMARY KEY NOT NULL,
  username TEXT NOT NULL UNIQUE,
  names TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  totp_sealed TEXT,
  totp_step BIGINT NOT NULL,
  role TEXT NOT NULL,
  centre_id TEXT REFERENCES centre (id),
  official_id TEXT REFERENCES official (id),
  languages TEXT NOT NULL,
  sex TEXT,
  mobile_sealed TEXT,
  active BOOLEAN NOT NULL,
  created_at TIMESTAMP NOT NULL
);

-- One sign-in from the code to the sign-out; the refresh token rotates, its old hashes tell reuse.
CREATE TABLE sign_in (
  id TEXT PRIMARY KEY NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  refresh_hash TEXT NOT NULL,
  previous_hash TEXT,
  rotated_at TIMESTAMP NOT NULL,
  created_at TIMESTAMP NOT NULL,
  ends_at TIMESTAMP NOT NULL,
  revoked_at TIMESTAMP
);
CREATE INDEX sign_in_subject ON sign_in (subject_kind, subject_id);

-- A one-time code sent to a mobile. request_id: the code opens that request only.
CREATE TABLE challenge (
  id TEXT PRIMARY KEY NOT NULL,
  identity_hash TEXT,
  identity_sealed TEXT,
  mobile_hash TEXT NOT NULL,
  mobile_sealed TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  tries INTEGER NOT NULL,
  request_id TEXT,
  language TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL,
  expires_at TIMESTAMP NOT NULL,
  used_at TIMESTAMP
);
CREATE INDEX challenge_mobile ON challenge (mobile_hash, created_at);

-- An official's availability of one week: the published truth and the draft beside it, both JSON.
CREATE TABLE availability (
  official_id TEXT NOT NULL REFERENCES official (id),
  week TEXT NOT NULL,
  version BIGINT NOT NULL,
  published TEXT NOT NULL,
  draft TEXT,
  draft_version BIGINT NOT NULL,
  published_at TIMESTAMP,
  PRIMARY KEY (official_id, week)
);

-- The guard: what is taken, once, for every kind of resource. A cell is five minutes of UTC.
-- The primary key makes a double booking impossible. until: set while the holder is only a hold.
CREATE TABLE occupancy (
  resource TEXT NOT NULL,
  cell BIGINT NOT NULL,
  holder TEXT NOT NULL,
  until TIMESTAMP,
  PRIMARY KEY (resource, cell)
);
CREATE INDEX occupancy_holder ON occupancy (holder);
CREATE INDEX occupancy_cell ON occupancy (cell);

-- A slot kept for a person for a few minutes; one per person.
CREATE TABLE hold (
  id TEXT PRIMARY KEY NOT NULL,
  person_id TEXT NOT NULL UNIQUE REFERENCES person (id),
  slot_id TEXT NOT NULL,
  official_id TEXT,
  mode TEXT NOT NULL,
  centre_id TEXT,
  starts_at TIMESTAMP NOT NULL,
  ends_at TIMESTAMP NOT NULL,
  needs TEXT NOT NULL,
  resources TEXT NOT NULL,
  expires_at TIMESTAMP NOT NULL,
  created_at TIMESTAMP NOT NULL
);

-- What a person is filling in, kept between pages so that nothing typed is lost; JSON.
CREATE TABLE draft (
  person_id TEXT PRIMARY KEY NOT NULL REFERENCES person (id),
  body TEXT NOT NULL,
  updated_at TIMESTAMP NOT NULL
);

-- What a person hands in.
CREATE TABLE request (
  id TEXT PRIMARY KEY NOT NULL,
  reference TEXT NOT NULL UNIQUE,
  registration_number TEXT,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (id),
  official_id TEXT,
  mode TEXT,
  centre_id TEXT,
  department_id TEXT,
  subject TEXT NOT NULL,
  details TEXT NOT NULL,
  needs TEXT NOT NULL,
  urgency TEXT NOT NULL,
  urgent_reason TEXT,
  applicant TEXT,
  person_concerned TEXT,
  basis TEXT,
  unavailable TEXT,
  channel TEXT NOT NULL,
  received_at TIMESTAMP NOT NULL,
  changed_at TIMESTAMP NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX request_person ON request (person_id);
CREATE INDEX request_state ON request (state, received_at);

-- The timeline of a request.
CREATE TABLE request_step (
  id TEXT PRIMARY KEY NOT NULL,
  request_id TEXT NOT NULL REFERENCES request (id),
  state TEXT NOT NULL,
  at TIMESTAMP NOT NULL,
  text TEXT
);
CREATE INDEX request_step_request ON request_step (request_id, at);

-- An allocated slot.
CREATE TABLE appointment (
  id TEXT PRIMARY KEY NOT NULL,
  reference TEXT NOT NULL UNIQUE,
  request_id TEXT NOT NULL REFERENCES request (id),
  person_id TEXT NOT NULL REFERENCES person (id),
  slot_id TEXT NOT NULL,
  official_id TEXT,
  mode TEXT NOT NULL,
  centre_id TEXT,
  room_id TEXT,
  interpreter_id TEXT,
  needs TEXT NOT NULL,
  starts_at TIMESTAMP NOT NULL,
  ends_at TIMESTAMP NOT NULL,
  state TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  reason TEXT,
  outcome TEXT,
  outcome_text TEXT,
  created_at TIMESTAMP NOT NULL,
  changed_at TIMESTAMP NOT NULL
);
CREATE INDEX appointment_person ON appointment (person_id, starts_at);
CREATE INDEX appointment_official ON appointment (official_id, starts_at);
CREATE INDEX appointment_centre ON appointment (centre_id, starts_at);
CREATE INDEX appointment_request ON appointment (request_id);

-- One person's stay at a centre, with the two clocks.
CREATE TABLE visit (
  id TEXT PRIMARY KEY NOT NULL,
  centre_id TEXT NOT NULL REFERENCES centre (id),
  section TEXT NOT NULL,
  person_id TEXT REFERENCES person (id),
  appointment_id TEXT UNIQUE REFERENCES appointment (id),
  ticket TEXT NOT NULL,
  state TEXT NOT NULL,
  desk TEXT,
  entered_at TIMESTAMP NOT NULL,
  called_at TIMESTAMP,
  started_at TIMESTAMP,
  registered_at TIMESTAMP,
  finished_at TIMESTAMP
);
CREATE INDEX visit_centre ON visit (centre_id, entered_at);

-- The call log.
CREATE TABLE call_log (
  id TEXT PRIMARY KEY NOT NULL,
  direction TEXT NOT NULL,
  purpose TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  request_id TEXT REFERENCES request (id),
  staff_id TEXT NOT NULL REFERENCES staff (id),
  at TIMESTAMP NOT NULL
);

-- The live video meeting of an appointment.
CREATE TABLE session (
  id TEXT PRIMARY KEY NOT NULL,
  appointment_id TEXT NOT NULL UNIQUE REFERENCES appointment (id),
  state TEXT NOT NULL,
  opened_at TIMESTAMP NOT NULL,
  live_at TIMESTAMP,
  ended_at TIMESTAMP,
  outcome TEXT
);

-- Where a session's people stand, so that pages and a restarted process know it.
CREATE TABLE participant (
  session_id TEXT NOT NULL REFERENCES session (id),
  id TEXT NOT NULL,
  role TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  waiting_since TIMESTAMP,
  admitted_at TIMESTAMP,
  left_at TIMESTAMP,
  PRIMARY KEY (session_id, id)
);

-- A one-use link for an invited person of a session; only the token's hash is kept.
CREATE TABLE invite (
  id TEXT PRIMARY KEY NOT NULL,
  appointment_id TEXT NOT NULL REFERENCES appointment (id),
  role TEXT NOT NULL,
  name TEXT NOT NULL,
  staff_id TEXT REFERENCES staff (id),
  language TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  expires_at TIMESTAMP NOT NULL,
  used_at TIMESTAMP,
  revoked_at TIMESTAMP
);
CREATE INDEX invite_appointment ON invite (appointment_id);

-- Session tickets that were used; a ticket opens a socket once.
CREATE TABLE ticket_used (
  jti TEXT PRIMARY KEY NOT NULL,
  expires_at TIMESTAMP NOT NULL
);

-- Resume secrets of lost sockets, hashed, taken at most once. guest: who holds the place, JSON.
CREATE TABLE resume (
  hash TEXT PRIMARY KEY NOT NULL,
  session_id TEXT NOT NULL,
  participant_id TEXT NOT NULL,
  guest TEXT NOT NULL,
  expires_at TIMESTAMP NOT NULL
);

-- The rating after a meeting: one link, one answer.
CREATE TABLE survey (
  id TEXT PRIMARY KEY NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  appointment_id TEXT NOT NULL UNIQUE REFERENCES appointment (id),
  official_id TEXT,
  centre_id TEXT,
  language TEXT NOT NULL,
  sent_at TIMESTAMP NOT NULL,
  answered_at TIMESTAMP,
  mark INTEGER,
  obstacle BOOLEAN,
  first_time BOOLEAN,
  remark TEXT
);

-- The only way out: one message to one person about one event.
CREATE TABLE outbox (
  id TEXT PRIMARY KEY NOT NULL,
  event TEXT NOT NULL,
  channel TEXT NOT NULL,
  recipient_sealed TEXT NOT NULL,
  recipient_hash TEXT NOT NULL,
  subject TEXT,
  body TEXT NOT NULL,
  attachment TEXT,
  about TEXT NOT NULL,
  state TEXT NOT NULL,
  tries INTEGER NOT NULL,
  due_at TIMESTAMP NOT NULL,
  created_at TIMESTAMP NOT NULL,
  sent_at TIMESTAMP,
  error TEXT
);
CREATE INDEX outbox_due ON outbox (state, due_at);
CREATE INDEX outbox_recipient ON outbox (recipient_hash, created_at);
CREATE INDEX outbox_about ON outbox (about);

-- Who did or looked at what, when, and for what purpose.
CREATE TABLE audit (
  id TEXT PRIMARY KEY NOT NULL,
  at TIMESTAMP NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  thing TEXT NOT NULL,
  purpose TEXT,
  detail TEXT
);
CREATE INDEX audit_thing ON audit (thing, at);
CREATE INDEX audit_actor ON audit (actor, action, at);

-- Answers already given to a creating POST, by caller and key.
CREATE TABLE idempotency (
  caller TEXT NOT NULL,
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  status INTEGER,
  body TEXT,
  created_at TIMESTAMP NOT NULL,
  PRIMARY KEY (caller, key)
);

-- Facts about the database itself: the demo's last day, for one.
CREATE TABLE fact (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
);
