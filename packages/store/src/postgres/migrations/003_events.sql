-- What happened: operations, their events, what is still to be published, and the answers to repeats.
CREATE TABLE operations (
    space_id uuid NOT NULL,
    id uuid NOT NULL,
    -- Its events are those from first_seq to last_seq; an operation without events has last_seq = first_seq - 1.
    first_seq bigint NOT NULL,
    last_seq bigint NOT NULL,
    kind varchar(20) NOT NULL,
    actor varchar(20) NOT NULL,
    client text NOT NULL,
    at timestamptz NOT NULL,
    reverts uuid[] NOT NULL DEFAULT '{}',
    reverted_by uuid,
    imported boolean NOT NULL DEFAULT false,
    PRIMARY KEY (space_id, id)
);
--> statement-breakpoint
CREATE INDEX idx_operations_space_seq ON operations (space_id, first_seq);
--> statement-breakpoint
CREATE INDEX idx_operations_undoable ON operations (space_id, first_seq)
    WHERE reverted_by IS NULL AND NOT imported AND kind NOT IN ('undo', 'redo', 'purge');
--> statement-breakpoint
CREATE INDEX idx_operations_redoable ON operations (space_id, first_seq)
    WHERE reverted_by IS NULL AND NOT imported AND kind = 'undo';
--> statement-breakpoint
-- Append-only: history and sync log in one. Its key is the order in which it is read; an event's own id is
-- unique because it is a uuid, and nothing looks it up.
CREATE TABLE task_events (
    space_id uuid NOT NULL,
    seq bigint NOT NULL,
    id uuid NOT NULL,
    task_id uuid NOT NULL,
    number integer NOT NULL,
    event_type varchar(50) NOT NULL,
    -- { "task": the state after it or null, "changes": { field: { "from", "to" } } }
    event_data jsonb NOT NULL,
    operation_id uuid NOT NULL,
    actor varchar(20) NOT NULL,
    client text NOT NULL,
    "timestamp" timestamptz NOT NULL,
    correlation_id varchar(100),
    PRIMARY KEY (space_id, seq)
);
--> statement-breakpoint
CREATE INDEX idx_task_events_task_id ON task_events (task_id, seq);
--> statement-breakpoint
CREATE INDEX idx_task_events_timestamp ON task_events USING brin ("timestamp");
--> statement-breakpoint
-- One thin row for each commit that is still to be published, deleted when it is: the wide rows stay as written.
CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    space_id uuid NOT NULL,
    first_seq bigint NOT NULL,
    last_seq bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE idempotency (
    space_id uuid NOT NULL,
    key varchar(255) COLLATE "C" NOT NULL,
    fingerprint text NOT NULL,
    operation_id uuid,
    status smallint,
    body text,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (space_id, key)
);
--> statement-breakpoint
CREATE INDEX idx_idempotency_created_at ON idempotency USING brin (created_at);
--> statement-breakpoint
-- Called where a statement finds that a row is not as the change found it: it takes the whole statement back.
CREATE FUNCTION refuse_change() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'changed meanwhile' USING ERRCODE = 'TD409';
END $$;
--> statement-breakpoint
-- What a person wrote goes with the account; the blanked events stay, so that the sequence has no gap.
CREATE FUNCTION forget_space() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE task_events SET event_data = '{"task": null, "changes": {}}' WHERE space_id = OLD.id;
    DELETE FROM idempotency WHERE space_id = OLD.id;
    DELETE FROM tasks WHERE space_id = OLD.id;
    RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER spaces_forget AFTER DELETE ON spaces
    FOR EACH ROW EXECUTE FUNCTION forget_space();
