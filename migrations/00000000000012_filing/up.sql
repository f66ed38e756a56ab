-- What a request is about, who has it now, by when it is due, and the papers that came with it.

-- Whether a citizen is told the department's name; else it is "the department in charge".
ALTER TABLE department ADD COLUMN shown BOOLEAN NOT NULL DEFAULT FALSE;

-- The tree by which requests are classified. names: JSON; words: JSON, those of a request that
-- suggest it, blanks between. department_id, due_days (working days): none is the parent's.
-- retired: still read on old requests, chosen for none.
CREATE TABLE category (
  id TEXT PRIMARY KEY NOT NULL,
  parent_id TEXT REFERENCES category (id),
  position INTEGER NOT NULL,
  names TEXT NOT NULL,
  words TEXT NOT NULL,
  department_id TEXT REFERENCES department (id),
  due_days INTEGER,
  retired BOOLEAN NOT NULL
);

-- What staff wrote down about a request beside the request itself. due_on, basis_until, dated:
-- YYYY-MM-DD; dated and sender_number stand on a paper that came. urgency_reason: of who decided.
CREATE TABLE filing (
  request_id TEXT PRIMARY KEY NOT NULL REFERENCES request (id),
  category_id TEXT REFERENCES category (id),
  due_on TEXT,
  basis_until TEXT,
  dated TEXT,
  sender_number TEXT,
  urgency_reason TEXT
);
CREATE INDEX filing_due ON filing (due_on);

-- Where a request was sent, from first to last; id: of the step that says so on the timeline.
-- department_id: none where it went straight to an office.
CREATE TABLE referral (
  id TEXT PRIMARY KEY NOT NULL,
  request_id TEXT NOT NULL REFERENCES request (id),
  department_id TEXT REFERENCES department (id),
  official_id TEXT,
  staff_id TEXT NOT NULL,
  reason TEXT,
  at TIMESTAMP NOT NULL
);
CREATE INDEX referral_request ON referral (request_id, at);

-- The steps of a timeline that the applicant wrote: an answer to what was asked, papers brought later.
CREATE TABLE reply (
  id TEXT PRIMARY KEY NOT NULL,
  request_id TEXT NOT NULL REFERENCES request (id)
);
CREATE INDEX reply_request ON reply (request_id);

-- The last number given in the ministry's register, per period of its pattern.
CREATE TABLE register (
  period TEXT PRIMARY KEY NOT NULL,
  last BIGINT NOT NULL
);

-- Two requests never have one number in the register; what did before keeps the reference apart.
UPDATE request SET registration_number = registration_number || '/' || reference
WHERE EXISTS (
  SELECT 1 FROM request AS older
  WHERE older.registration_number = request.registration_number AND older.id < request.id
);
CREATE UNIQUE INDEX request_registration ON request (registration_number);

-- A paper that came with a request. The file itself lies in the folder of the settings under its
-- hash. request_id: none while it belongs to the draft of owner (person:ID, staff:ID).
-- scan: clean, or none where no scanner is set.
CREATE TABLE attachment (
  id TEXT PRIMARY KEY NOT NULL,
  request_id TEXT REFERENCES request (id),
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  scan TEXT NOT NULL,
  added_at TIMESTAMP NOT NULL
);
CREATE INDEX attachment_request ON attachment (request_id);
CREATE INDEX attachment_owner ON attachment (owner);

-- What a member of staff has typed into a form and not sent yet.
CREATE TABLE staff_draft (
  staff_id TEXT NOT NULL REFERENCES staff (id),
  form TEXT NOT NULL,
  body TEXT NOT NULL,
  updated_at TIMESTAMP NOT NULL,
  PRIMARY KEY (staff_id, form)
);
