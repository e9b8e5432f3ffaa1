-- Times are microseconds since 1970-01-01 UTC. BLOB columns named payload, session, me and body are sealed
-- (see sealing.py); everything else is what the program itself needs to find a row.

CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) WITHOUT ROWID;

-- A row that is done forgets whose it was (chat_id 0) and what it said: only its number stays, so that
-- the same update is not taken twice. arrival gives the order, because update ids may start again anywhere.
CREATE TABLE inbox (
    update_id INTEGER PRIMARY KEY,
    arrival   INTEGER NOT NULL,
    chat_id   INTEGER NOT NULL,
    done_at   INTEGER,
    payload   BLOB NOT NULL
);
CREATE INDEX inbox_waiting ON inbox (chat_id, arrival) WHERE done_at IS NULL;
CREATE INDEX inbox_done ON inbox (done_at) WHERE done_at IS NOT NULL;

-- turn is the turn of the session that is stored; 0 where there is none.
CREATE TABLE sessions (
    chat_id    INTEGER PRIMARY KEY,
    turn       INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    blocked_at INTEGER,
    session    BLOB,
    me         BLOB
);

CREATE TABLE records (
    chat_id INTEGER NOT NULL,
    number  INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    at      INTEGER NOT NULL,
    body    BLOB NOT NULL,
    PRIMARY KEY (chat_id, number)
) WITHOUT ROWID;

-- state: 0 queued, 1 being sent, 2 dead. again: 1 when a crash left it unknown whether it arrived.
CREATE TABLE outbox (
    chat_id INTEGER NOT NULL,
    id      INTEGER NOT NULL,
    turn    INTEGER NOT NULL,
    asks    INTEGER NOT NULL,
    state   INTEGER NOT NULL DEFAULT 0,
    again   INTEGER NOT NULL DEFAULT 0,
    at      INTEGER NOT NULL,
    reason  TEXT,
    payload BLOB NOT NULL,
    PRIMARY KEY (chat_id, id)
) WITHOUT ROWID;

-- Which message of the chat carries a tag, so that it can be rewritten.
CREATE TABLE messages (
    chat_id    INTEGER NOT NULL,
    tag        TEXT NOT NULL,
    message_id INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    PRIMARY KEY (chat_id, tag)
) WITHOUT ROWID;

CREATE TABLE timers (
    chat_id INTEGER NOT NULL,
    name    TEXT NOT NULL,
    due     INTEGER NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (chat_id, name)
) WITHOUT ROWID;
CREATE INDEX timers_due ON timers (due);
