DROP INDEX person_mobile_tail;
DROP INDEX person_document;
ALTER TABLE person DROP COLUMN centre_id;
ALTER TABLE person DROP COLUMN name_key;
ALTER TABLE person DROP COLUMN mobile_tail_hash;
ALTER TABLE person DROP COLUMN document_hash;
