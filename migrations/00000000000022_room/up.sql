-- Where everybody of a session stood when something was kept of it last, sealed JSON: what its room
-- goes on with after the program was killed. It goes when the session ends. kept_at: when it was
-- written, or when the node that has the room open last said that it is there.
CREATE TABLE session_room (
  session_id TEXT PRIMARY KEY NOT NULL REFERENCES session (id),
  standing_sealed TEXT NOT NULL,
  kept_at TIMESTAMP NOT NULL
);
CREATE INDEX session_room_kept ON session_room (kept_at);

-- Who is not let into a session again. is_removed: for the rest of it; else with no ticket from
-- before that moment.
CREATE TABLE session_bar (
  session_id TEXT NOT NULL REFERENCES session (id),
  participant_id TEXT NOT NULL,
  is_removed BOOLEAN NOT NULL,
  at TIMESTAMP NOT NULL,
  PRIMARY KEY (session_id, participant_id)
);
