DROP TABLE staff_draft;
DROP TABLE attachment;
DROP INDEX request_registration;
DROP TABLE register;
DROP TABLE reply;
DROP TABLE referral;
DROP TABLE filing;
DROP TABLE category;
ALTER TABLE department DROP COLUMN shown;
