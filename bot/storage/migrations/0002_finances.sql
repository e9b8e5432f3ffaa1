-- A person's budget, debts, agreements and plans, sealed; NULL for those who told nothing.
-- finances_stay: 0 where they may not outlive the conversation, because keeping records was not allowed.
ALTER TABLE sessions ADD COLUMN finances BLOB;
ALTER TABLE sessions ADD COLUMN finances_stay INTEGER NOT NULL DEFAULT 0;
