-- When a row of the ledger was planned, by the domain's clock: a notice ages from then, not from a deadline that a correction has moved
-- into the past. Null: planned by an older version of the program.

alter table reminder add column planned_at timestamptz(3);
