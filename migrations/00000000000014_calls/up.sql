-- How a person is reached whom a text does not reach, or whom nobody rings; one row per account.
CREATE TABLE reach (
  person_id TEXT PRIMARY KEY NOT NULL REFERENCES person (id),
  phone_sealed TEXT,
  text_only BOOLEAN NOT NULL,
  changed_at TIMESTAMP NOT NULL
);

-- What a person is owed by voice: one row for each notice that no text could carry.
CREATE TABLE call_back (
  id TEXT PRIMARY KEY NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (id),
  event TEXT NOT NULL,
  about TEXT NOT NULL,
  text TEXT NOT NULL,
  state TEXT NOT NULL,
  tries INTEGER NOT NULL,
  due_at TIMESTAMP NOT NULL,
  created_at TIMESTAMP NOT NULL,
  tried_at TIMESTAMP,
  done_at TIMESTAMP,
  done_by TEXT REFERENCES staff (id)
);
CREATE INDEX call_back_due ON call_back (state, due_at);
CREATE INDEX call_back_person ON call_back (person_id, state);

-- A conversation of an agent with a caller: whose it is once the script was passed, and how.
CREATE TABLE conversation (
  id TEXT PRIMARY KEY NOT NULL,
  staff_id TEXT NOT NULL REFERENCES staff (id),
  direction TEXT NOT NULL,
  way TEXT NOT NULL,
  call_back_id TEXT REFERENCES call_back (id),
  challenge_id TEXT,
  person_id TEXT REFERENCES person (id),
  tries INTEGER NOT NULL,
  begun_at TIMESTAMP NOT NULL,
  passed_at TIMESTAMP,
  proof TEXT,
  ended_at TIMESTAMP
);
CREATE INDEX conversation_open ON conversation (staff_id, ended_at);

-- What a person who cannot telephone and the call centre write to each other.
CREATE TABLE written (
  id TEXT PRIMARY KEY NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (id),
  staff_id TEXT REFERENCES staff (id),
  text TEXT NOT NULL,
  at TIMESTAMP NOT NULL
);
CREATE INDEX written_person ON written (person_id, id);

ALTER TABLE call_log ADD COLUMN way TEXT NOT NULL DEFAULT 'voice';
CREATE INDEX call_log_at ON call_log (at);

-- The survey is asked after a visit, a call and a meeting, and of anybody: what it is about is one
-- column now, and a remark is followed up by the manager of the centre.
CREATE TABLE survey_asked (
  id TEXT PRIMARY KEY NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  occasion TEXT NOT NULL,
  about TEXT UNIQUE,
  is_protected BOOLEAN NOT NULL,
  official_id TEXT,
  centre_id TEXT,
  language TEXT NOT NULL,
  sent_at TIMESTAMP NOT NULL,
  answered_at TIMESTAMP,
  mark INTEGER,
  obstacle BOOLEAN,
  first_time BOOLEAN,
  remark TEXT,
  followed_at TIMESTAMP,
  followed_by TEXT REFERENCES staff (id),
  followed TEXT
);
INSERT INTO survey_asked
  (id, token_hash, occasion, about, is_protected, official_id, centre_id, language, sent_at,
   answered_at, mark, obstacle, first_time, remark)
SELECT
  id, token_hash, 'meeting', 'appointment:' || appointment_id,
  EXISTS (
    SELECT 1 FROM appointment JOIN request ON request.id = appointment.request_id
    WHERE appointment.id = survey.appointment_id AND request.person_concerned IS NOT NULL
  ),
  official_id, centre_id, language, sent_at, answered_at, mark, obstacle, first_time, remark
FROM survey;
DROP TABLE survey;
ALTER TABLE survey_asked RENAME TO survey;
CREATE INDEX survey_answered ON survey (answered_at);
