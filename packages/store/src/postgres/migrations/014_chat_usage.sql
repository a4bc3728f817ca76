-- What models have read and written for an account. It stands apart from the runs, which go with their conversation.
CREATE TABLE chat_usage (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    tokens bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
CREATE INDEX idx_chat_usage_user_created_at ON chat_usage (user_id, created_at);
--> statement-breakpoint
INSERT INTO chat_usage (user_id, tokens, created_at)
    SELECT user_id, input_tokens + output_tokens, created_at FROM chat_runs
    WHERE input_tokens + output_tokens > 0 AND created_at > now() - interval '1 day';
--> statement-breakpoint
-- Frames are kept by how long ago their run was heard of.
CREATE INDEX idx_chat_runs_heartbeat_at ON chat_runs (heartbeat_at);
