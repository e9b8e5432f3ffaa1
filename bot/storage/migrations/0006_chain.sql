-- chained: 1 for a record that stands in the chain of what may become evidence. Its hash is sealed in its body.
ALTER TABLE records ADD COLUMN chained INTEGER NOT NULL DEFAULT 0;
CREATE INDEX records_chained ON records (chat_id, number) WHERE chained = 1;
