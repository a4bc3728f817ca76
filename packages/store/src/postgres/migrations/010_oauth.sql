-- Agents that a person lets in (OAuth 2.1): the tables of Better Auth's provider. Lists are jsonb, as it writes them.
CREATE TABLE oauth_clients (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    client_id text NOT NULL,
    client_secret text,
    client_discovery_id text,
    disabled boolean DEFAULT false,
    skip_consent boolean,
    enable_end_session boolean,
    subject_type text,
    scopes jsonb,
    client_credentials_scopes jsonb,
    user_id uuid REFERENCES users (id) ON DELETE CASCADE,
    name text,
    uri text,
    icon text,
    contacts jsonb,
    tos text,
    policy text,
    software_id text,
    software_version text,
    software_statement text,
    redirect_uris jsonb NOT NULL,
    post_logout_redirect_uris jsonb,
    backchannel_logout_uri text,
    backchannel_logout_session_required boolean,
    token_endpoint_auth_method text,
    application_type text,
    jwks text,
    jwks_uri text,
    grant_types jsonb,
    response_types jsonb,
    require_pkce boolean,
    dpop_bound_access_tokens boolean DEFAULT false,
    reference_id text,
    metadata jsonb,
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now(),
    CONSTRAINT oauth_clients_client_id_key UNIQUE (client_id)
);
--> statement-breakpoint
CREATE INDEX idx_oauth_clients_user_id ON oauth_clients (user_id);
--> statement-breakpoint
CREATE TABLE oauth_resources (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    identifier text NOT NULL,
    name text NOT NULL,
    access_token_ttl integer,
    refresh_token_ttl integer,
    signing_algorithm text,
    signing_key_id text,
    allowed_scopes jsonb,
    custom_claims jsonb,
    dpop_bound_access_tokens_required boolean DEFAULT false,
    disabled boolean DEFAULT false,
    policy_version integer DEFAULT 1,
    metadata jsonb,
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now(),
    CONSTRAINT oauth_resources_identifier_key UNIQUE (identifier)
);
--> statement-breakpoint
CREATE TABLE oauth_client_resources (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    client_id text NOT NULL REFERENCES oauth_clients (client_id) ON DELETE CASCADE,
    resource_id text NOT NULL REFERENCES oauth_resources (identifier) ON DELETE CASCADE,
    metadata jsonb,
    created_at timestamptz DEFAULT now(),
    CONSTRAINT oauth_client_resources_key UNIQUE (client_id, resource_id)
);
--> statement-breakpoint
CREATE INDEX idx_oauth_client_resources_resource_id ON oauth_client_resources (resource_id);
--> statement-breakpoint
-- What a person has allowed an agent; one row for each agent and person. Tokens carry its id: it goes, and they end.
CREATE TABLE oauth_consents (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    client_id text NOT NULL REFERENCES oauth_clients (client_id) ON DELETE CASCADE,
    user_id uuid REFERENCES users (id) ON DELETE CASCADE,
    reference_id text,
    resources jsonb,
    requested_user_info_claims jsonb,
    scopes jsonb NOT NULL,
    last_used_at timestamptz,
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now()
);
--> statement-breakpoint
CREATE INDEX idx_oauth_consents_user_id ON oauth_consents (user_id);
--> statement-breakpoint
CREATE INDEX idx_oauth_consents_client_id ON oauth_consents (client_id);
--> statement-breakpoint
-- Only hashes of tokens are kept.
CREATE TABLE oauth_refresh_tokens (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    token text NOT NULL,
    client_id text NOT NULL REFERENCES oauth_clients (client_id) ON DELETE CASCADE,
    session_id uuid,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    reference_id text,
    authorization_code_id text,
    resources jsonb,
    requested_user_info_claims jsonb,
    expires_at timestamptz NOT NULL,
    revoked timestamptz,
    rotated_at timestamptz,
    rotation_replay_response text,
    rotation_replay_expires_at timestamptz,
    auth_time timestamptz,
    confirmation jsonb,
    scopes jsonb NOT NULL,
    created_at timestamptz DEFAULT now(),
    CONSTRAINT oauth_refresh_tokens_token_key UNIQUE (token)
);
--> statement-breakpoint
CREATE INDEX idx_oauth_refresh_tokens_client_id ON oauth_refresh_tokens (client_id, user_id);
--> statement-breakpoint
CREATE INDEX idx_oauth_refresh_tokens_user_id ON oauth_refresh_tokens (user_id);
--> statement-breakpoint
CREATE INDEX idx_oauth_refresh_tokens_code ON oauth_refresh_tokens (authorization_code_id);
--> statement-breakpoint
CREATE INDEX idx_oauth_refresh_tokens_expires_at ON oauth_refresh_tokens (expires_at);
--> statement-breakpoint
CREATE TABLE oauth_access_tokens (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    token text NOT NULL,
    client_id text NOT NULL REFERENCES oauth_clients (client_id) ON DELETE CASCADE,
    session_id uuid,
    user_id uuid REFERENCES users (id) ON DELETE CASCADE,
    reference_id text,
    authorization_code_id text,
    resources jsonb,
    requested_user_info_claims jsonb,
    refresh_id uuid REFERENCES oauth_refresh_tokens (id) ON DELETE CASCADE,
    expires_at timestamptz NOT NULL,
    revoked timestamptz,
    confirmation jsonb,
    scopes jsonb NOT NULL,
    created_at timestamptz DEFAULT now(),
    CONSTRAINT oauth_access_tokens_token_key UNIQUE (token)
);
--> statement-breakpoint
CREATE INDEX idx_oauth_access_tokens_client_id ON oauth_access_tokens (client_id);
--> statement-breakpoint
CREATE INDEX idx_oauth_access_tokens_user_id ON oauth_access_tokens (user_id);
--> statement-breakpoint
CREATE INDEX idx_oauth_access_tokens_refresh_id ON oauth_access_tokens (refresh_id);
--> statement-breakpoint
CREATE TABLE oauth_client_assertions (
    id text PRIMARY KEY,
    expires_at timestamptz NOT NULL
);
