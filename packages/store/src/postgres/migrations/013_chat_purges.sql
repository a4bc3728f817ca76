-- Tasks that were purged, until the chat has blanked what it keeps of them. Written with the purge itself; ids alone.
CREATE TABLE chat_purges (
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    task_id uuid NOT NULL,
    -- What the history called changes of it by.
    operation_ids uuid[] NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, task_id)
);
