-- The chain over the audit trail: each link's hash covers its deed and the link before it.
CREATE TABLE audit_seal (
  position BIGINT PRIMARY KEY NOT NULL,
  audit_id TEXT NOT NULL UNIQUE REFERENCES audit (id),
  hash TEXT NOT NULL,
  sealed_at TIMESTAMP NOT NULL
);
CREATE INDEX audit_at ON audit (at, id);
