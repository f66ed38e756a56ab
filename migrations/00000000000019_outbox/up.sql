-- Only what waits is looked for by its time, and only what was given up is listed: what was sent,
-- which is nearly all, needs no place in either order, and giving it one cost a write per notice.
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox (due_at) WHERE state = 'waiting';
CREATE INDEX outbox_dead ON outbox (created_at) WHERE state = 'dead';
