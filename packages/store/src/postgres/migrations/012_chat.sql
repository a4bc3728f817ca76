-- What a message led to, in the form that the model reads, and in an order that no clock decides.
ALTER TABLE messages ADD COLUMN seq bigint GENERATED ALWAYS AS IDENTITY;
--> statement-breakpoint
ALTER TABLE messages ADD COLUMN run_id uuid;
--> statement-breakpoint
ALTER TABLE messages ADD COLUMN items jsonb;
--> statement-breakpoint
CREATE INDEX idx_messages_conversation_seq ON messages (conversation_id, seq);
--> statement-breakpoint
-- One answer of the assistant, which may wait for approval in between.
CREATE TABLE chat_runs (
    id uuid PRIMARY KEY,
    conversation_id uuid NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    state varchar(10) NOT NULL CHECK (state IN ('running', 'waiting', 'done', 'failed', 'stopped')),
    -- The run as the SDK keeps it, while it waits.
    sdk_state text,
    stop_requested boolean NOT NULL DEFAULT false,
    input_tokens bigint NOT NULL DEFAULT 0,
    output_tokens bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    -- The process that works on it says so every few seconds.
    heartbeat_at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
CREATE UNIQUE INDEX idx_chat_runs_running ON chat_runs (conversation_id) WHERE state = 'running';
--> statement-breakpoint
CREATE INDEX idx_chat_runs_conversation ON chat_runs (conversation_id, created_at);
--> statement-breakpoint
CREATE INDEX idx_chat_runs_user_created_at ON chat_runs (user_id, created_at);
--> statement-breakpoint
CREATE TABLE chat_approvals (
    id uuid PRIMARY KEY,
    run_id uuid NOT NULL REFERENCES chat_runs (id) ON DELETE CASCADE,
    call_id text NOT NULL,
    tool text NOT NULL,
    arguments jsonb NOT NULL,
    summary text NOT NULL,
    state varchar(10) NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'approved', 'refused')),
    created_at timestamptz NOT NULL DEFAULT now(),
    decided_at timestamptz,
    UNIQUE (run_id, call_id)
);
--> statement-breakpoint
-- What the stream of a run said, so that a client that lost it can go on.
CREATE TABLE chat_frames (
    run_id uuid NOT NULL REFERENCES chat_runs (id) ON DELETE CASCADE,
    number integer NOT NULL,
    event varchar(20),
    data text NOT NULL,
    PRIMARY KEY (run_id, number)
);
