-- Keys that stand for an account in programs. Only a hash is kept: a key is random, so nobody guesses it back.
CREATE TABLE api_keys (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name varchar(100) NOT NULL,
    hash text NOT NULL,
    scopes text[] NOT NULL,
    expires_at timestamptz,
    last_used_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT api_keys_hash_key UNIQUE (hash)
);
--> statement-breakpoint
CREATE INDEX idx_api_keys_user_id ON api_keys (user_id);
