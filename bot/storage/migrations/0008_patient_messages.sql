-- patient: 1 for a reminder, which goes with the plan it speaks of and is sent again once at most.
ALTER TABLE outbox ADD COLUMN patient INTEGER NOT NULL DEFAULT 0;
