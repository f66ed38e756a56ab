-- Each publication of a week that can be undone for some minutes: what it replaced, and what it set
-- going (JSON of `service::week::undo`), so that it can be taken back while nobody was told.
CREATE TABLE publication (
  official_id TEXT NOT NULL REFERENCES official (id),
  week TEXT NOT NULL,
  version BIGINT NOT NULL,
  former TEXT NOT NULL,
  traces TEXT NOT NULL,
  published_at TIMESTAMP NOT NULL,
  undo_until TIMESTAMP NOT NULL,
  undone_at TIMESTAMP,
  PRIMARY KEY (official_id, week, version)
);

-- Who has the draft of a week open in the editor, and when that page was last heard of.
CREATE TABLE week_editor (
  official_id TEXT NOT NULL REFERENCES official (id),
  week TEXT NOT NULL,
  staff_id TEXT NOT NULL REFERENCES staff (id),
  seen_at TIMESTAMP NOT NULL,
  PRIMARY KEY (official_id, week, staff_id)
);
