DROP TABLE city;
DROP TABLE opening_override;
DROP TABLE ramadan;
DROP TABLE holiday;
DROP TABLE weekend;
