DROP TRIGGER audit_only_added ON audit;
DROP TRIGGER audit_seal_only_added ON audit_seal;
DROP FUNCTION audit_kept();
