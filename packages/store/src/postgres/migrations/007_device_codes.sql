-- Devices that wait for their user to let them in (RFC 8628).
CREATE TABLE device_codes (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    device_code_hash text NOT NULL,
    user_code varchar(9) NOT NULL,
    client text NOT NULL,
    user_id uuid REFERENCES users (id) ON DELETE CASCADE,
    denied boolean NOT NULL DEFAULT false,
    polled_at timestamptz,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT device_codes_hash_key UNIQUE (device_code_hash),
    CONSTRAINT device_codes_user_code_key UNIQUE (user_code)
);
--> statement-breakpoint
CREATE INDEX idx_device_codes_user_id ON device_codes (user_id);
--> statement-breakpoint
CREATE INDEX idx_device_codes_expires_at ON device_codes (expires_at);
