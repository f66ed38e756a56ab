DROP INDEX audit_at;
DROP TABLE audit_seal;
