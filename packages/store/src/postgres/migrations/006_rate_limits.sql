-- How often something was done in a window of time, by the hash of who did it. Not worth a log: after a crash
-- every count begins anew.
CREATE UNLOGGED TABLE rate_limits (
    key text COLLATE "C" PRIMARY KEY,
    count integer NOT NULL,
    ends_at timestamptz NOT NULL
);
--> statement-breakpoint
CREATE INDEX idx_rate_limits_ends_at ON rate_limits (ends_at);
