-- People who erased everything and are still in a copy of the database: they go from here once the copies are clean.
CREATE TABLE erasures (
    chat_id INTEGER PRIMARY KEY
) WITHOUT ROWID;

-- What of me outlasts the conversation, where that is less than me: all a person said without leave to keep it goes
-- with the conversation, also when nobody ends it.
ALTER TABLE sessions ADD COLUMN me_after BLOB;
