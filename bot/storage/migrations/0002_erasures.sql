-- People who erased everything and are still in a copy of the database: they go from here once the copies are clean.
CREATE TABLE erasures (
    chat_id INTEGER PRIMARY KEY
) WITHOUT ROWID;
