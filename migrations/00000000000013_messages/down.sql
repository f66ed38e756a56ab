ALTER TABLE person DROP COLUMN mobile_shared;
DROP TABLE template;
DROP TABLE evening;
DROP TABLE reminder;
DROP TABLE receipt;
