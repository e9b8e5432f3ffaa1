-- Slow work, done after the turn that asked for it was kept. state: 0 waiting, 1 in hand. attempts counts
-- the tries, the one in hand too. payload is sealed.
CREATE TABLE jobs (
    id       INTEGER PRIMARY KEY,
    chat_id  INTEGER NOT NULL,
    key      TEXT NOT NULL,
    kind     TEXT NOT NULL,
    state    INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    due      INTEGER NOT NULL,
    payload  BLOB NOT NULL,
    UNIQUE (chat_id, key)
);
CREATE INDEX jobs_due ON jobs (due) WHERE state = 0;

-- Files: the bytes lie encrypted beside the database, the key of each in its sealed body.
-- expires is NULL for what stays until its owner erases it.
CREATE TABLE attachments (
    chat_id INTEGER NOT NULL,
    id      TEXT NOT NULL,
    at      INTEGER NOT NULL,
    expires INTEGER,
    body    BLOB NOT NULL,
    PRIMARY KEY (chat_id, id)
) WITHOUT ROWID;
CREATE INDEX attachments_expiring ON attachments (expires) WHERE expires IS NOT NULL;
