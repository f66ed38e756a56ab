-- A request may have one appointment after the other. The unique column becomes the number of the
-- appointment (the reference, then reference-2 and so on); the reference itself stands beside it.
-- uid: the calendar file's name, which stays when the appointment moves. moved_to: which took its
-- place. ended_by: applicant, office or system, who cancelled, moved or missed it.
ALTER TABLE appointment RENAME COLUMN reference TO number;
ALTER TABLE appointment ADD COLUMN reference TEXT NOT NULL DEFAULT '';
ALTER TABLE appointment ADD COLUMN uid TEXT NOT NULL DEFAULT '';
ALTER TABLE appointment ADD COLUMN moved_to TEXT;
ALTER TABLE appointment ADD COLUMN ended_by TEXT;
UPDATE appointment SET reference = number, uid = id;
CREATE INDEX appointment_state ON appointment (state, ends_at);

-- The representation under which a request was handed in.
ALTER TABLE request ADD COLUMN representation_id TEXT;

-- A one-use link that confirms an appointment without a sign-in; only the token's hash is kept.
CREATE TABLE confirm_link (
  token_hash TEXT PRIMARY KEY NOT NULL,
  appointment_id TEXT NOT NULL REFERENCES appointment (id),
  expires_at TIMESTAMP NOT NULL,
  used_at TIMESTAMP
);
CREATE INDEX confirm_link_appointment ON confirm_link (appointment_id);

-- Who may not book for a while: an account, or a proved identity. lifted_at: ended before its end.
CREATE TABLE block (
  id TEXT PRIMARY KEY NOT NULL,
  person_id TEXT REFERENCES person (id),
  identity_hash TEXT,
  reason TEXT NOT NULL,
  starts_at TIMESTAMP NOT NULL,
  ends_at TIMESTAMP NOT NULL,
  staff_id TEXT NOT NULL REFERENCES staff (id),
  created_at TIMESTAMP NOT NULL,
  lifted_at TIMESTAMP
);
CREATE INDEX block_person ON block (person_id, ends_at);
CREATE INDEX block_identity ON block (identity_hash, ends_at);

-- Who acts for whom, on what basis, until when, and who of the staff saw the document.
-- applicant_sealed: the applicant's name, encrypted.
CREATE TABLE representation (
  id TEXT PRIMARY KEY NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (id),
  applicant_id TEXT REFERENCES person (id),
  applicant_sealed TEXT NOT NULL,
  basis TEXT NOT NULL,
  document TEXT NOT NULL,
  ends_at TIMESTAMP NOT NULL,
  staff_id TEXT NOT NULL REFERENCES staff (id),
  created_at TIMESTAMP NOT NULL,
  revoked_at TIMESTAMP
);
CREATE INDEX representation_person ON representation (person_id, ends_at);
