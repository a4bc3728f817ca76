-- Chats with the assistant.
CREATE TABLE conversations (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title varchar(200),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
CREATE INDEX idx_conversations_user_updated_at ON conversations (user_id, updated_at);
--> statement-breakpoint
CREATE TABLE messages (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    conversation_id uuid NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    role varchar(20) NOT NULL,
    content text NOT NULL,
    tool_calls jsonb,
    "timestamp" timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
CREATE INDEX idx_messages_conversation_timestamp ON messages (conversation_id, "timestamp");
