-- A restored log goes on with other events under the numbers that copies of it have seen: its epoch tells them.
ALTER TABLE space_counters ADD COLUMN epoch integer NOT NULL DEFAULT 0;
