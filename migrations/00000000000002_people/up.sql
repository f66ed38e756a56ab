-- People whom staff register and find. document_hash: keyed hash of another document's kind,
-- country and number (the document itself stands sealed in other_document); mobile_tail_hash:
-- keyed hash of the mobile's last four digits; name_key: the names as they are searched;
-- centre_id: the centre that registered the person.
ALTER TABLE person ADD COLUMN document_hash TEXT;
ALTER TABLE person ADD COLUMN mobile_tail_hash TEXT;
ALTER TABLE person ADD COLUMN name_key TEXT;
ALTER TABLE person ADD COLUMN centre_id TEXT;
CREATE UNIQUE INDEX person_document ON person (document_hash);
CREATE INDEX person_mobile_tail ON person (mobile_tail_hash);
