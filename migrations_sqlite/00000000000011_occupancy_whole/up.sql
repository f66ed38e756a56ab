-- The guard lies in the order of its key, without a second tree of row numbers: whoever reads an
-- official's weeks reads them in one run, and a booking writes each cell three times, not four.
CREATE TABLE occupancy_whole (
  resource TEXT NOT NULL,
  cell BIGINT NOT NULL,
  holder TEXT NOT NULL,
  until TIMESTAMP,
  PRIMARY KEY (resource, cell)
) WITHOUT ROWID;
INSERT INTO occupancy_whole SELECT resource, cell, holder, until FROM occupancy ORDER BY resource, cell;
DROP TABLE occupancy;
ALTER TABLE occupancy_whole RENAME TO occupancy;
CREATE INDEX occupancy_holder ON occupancy (holder);
CREATE INDEX occupancy_cell ON occupancy (cell);
