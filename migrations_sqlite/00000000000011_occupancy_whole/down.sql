CREATE TABLE occupancy_rows (
  resource TEXT NOT NULL,
  cell BIGINT NOT NULL,
  holder TEXT NOT NULL,
  until TIMESTAMP,
  PRIMARY KEY (resource, cell)
);
INSERT INTO occupancy_rows SELECT resource, cell, holder, until FROM occupancy ORDER BY resource, cell;
DROP TABLE occupancy;
ALTER TABLE occupancy_rows RENAME TO occupancy;
CREATE INDEX occupancy_holder ON occupancy (holder);
CREATE INDEX occupancy_cell ON occupancy (cell);
