DROP TABLE next_step;
DROP TABLE office_note;
DROP TABLE lateness;
DROP TABLE feed;
DROP TABLE week_reader;
DROP TABLE proposal;
DROP TABLE guest;
DROP TABLE saved_view;
