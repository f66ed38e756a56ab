DROP TABLE stop;
DROP TABLE desk_opening;
DROP TABLE desk_service;
DROP TABLE desk;
DROP TABLE service;
ALTER TABLE centre DROP COLUMN seats;
ALTER TABLE centre DROP COLUMN step_free;
