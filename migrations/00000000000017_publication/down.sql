DROP TABLE week_editor;
DROP TABLE publication;
