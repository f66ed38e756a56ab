DROP TABLE offer;
DROP TABLE waiting;
DROP INDEX hold_expires;
ALTER TABLE hold DROP COLUMN extended_at;
