-- patient: 1 for a reminder, which may wait behind people who are talking; 0 for a wait somebody sits through now.
ALTER TABLE timers ADD COLUMN patient INTEGER NOT NULL DEFAULT 0;
DROP INDEX timers_due;
CREATE INDEX timers_due ON timers (patient, due);
