DROP TRIGGER audit_not_changed;
DROP TRIGGER audit_not_deleted;
DROP TRIGGER audit_seal_not_changed;
DROP TRIGGER audit_seal_not_deleted;
