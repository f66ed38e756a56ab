DROP TABLE plan_line;
DROP TABLE plan_hand;
DROP TABLE plan;
