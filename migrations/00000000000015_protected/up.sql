-- Whether requests of a category, and of those below it, are protected: what they say is read by
-- the office and by the officer who took them, by nobody else.
ALTER TABLE category ADD COLUMN is_protected BOOLEAN NOT NULL DEFAULT FALSE;
