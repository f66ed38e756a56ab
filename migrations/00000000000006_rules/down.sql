DROP TABLE representation;
DROP TABLE block;
DROP TABLE confirm_link;
ALTER TABLE request DROP COLUMN representation_id;
ALTER TABLE appointment DROP COLUMN ended_by;
ALTER TABLE appointment DROP COLUMN moved_to;
ALTER TABLE appointment DROP COLUMN uid;
ALTER TABLE appointment DROP COLUMN reference;
ALTER TABLE appointment RENAME COLUMN number TO reference;
