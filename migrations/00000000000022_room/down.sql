DROP TABLE session_bar;
DROP TABLE session_room;
