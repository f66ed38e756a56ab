DROP TABLE reschedule_case;
DROP TABLE week_template;
DROP TABLE availability_exception;
DROP TABLE availability_rule;
