-- The audit trail is only ever added to: the database itself refuses anything else.
CREATE TRIGGER audit_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END;
CREATE TRIGGER audit_not_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END;
CREATE TRIGGER audit_seal_not_changed BEFORE UPDATE ON audit_seal
BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END;
CREATE TRIGGER audit_seal_not_deleted BEFORE DELETE ON audit_seal
BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END;
