-- The plan's users and tasks, the tables of Better Auth, and the spaces that tasks belong to.
CREATE EXTENSION IF NOT EXISTS btree_gin;
--> statement-breakpoint
CREATE TABLE users (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    email varchar(255) NOT NULL,
    name varchar(255),
    email_verified boolean NOT NULL DEFAULT false,
    image text,
    time_zone varchar(64),
    locale varchar(35),
    disabled_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT users_email_key UNIQUE (email)
);
--> statement-breakpoint
CREATE UNIQUE INDEX users_email_without_case_key ON users (lower(email));
--> statement-breakpoint
CREATE TABLE sessions (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token text NOT NULL,
    client text,
    ip_address text,
    user_agent text,
    expires_at timestamptz NOT NULL,
    -- However often the session is renewed, it ends here.
    absolute_expires_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT sessions_token_key UNIQUE (token)
);
--> statement-breakpoint
CREATE INDEX idx_sessions_user_id ON sessions (user_id);
--> statement-breakpoint
CREATE TABLE accounts (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    account_id text NOT NULL,
    provider_id text NOT NULL,
    access_token text,
    refresh_token text,
    id_token text,
    access_token_expires_at timestamptz,
    refresh_token_expires_at timestamptz,
    scope text,
    password text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT accounts_provider_account_key UNIQUE (provider_id, account_id)
);
--> statement-breakpoint
CREATE INDEX idx_accounts_user_id ON accounts (user_id);
--> statement-breakpoint
CREATE TABLE verifications (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    identifier text NOT NULL,
    value text NOT NULL,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
CREATE INDEX idx_verifications_identifier ON verifications (identifier);
--> statement-breakpoint
CREATE TABLE jwks (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    public_key text NOT NULL,
    private_key text NOT NULL,
    alg text,
    crv text,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz
);
--> statement-breakpoint
CREATE TABLE spaces (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    owner_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    personal boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
CREATE UNIQUE INDEX spaces_personal_key ON spaces (owner_id) WHERE personal;
--> statement-breakpoint
CREATE TABLE space_members (
    space_id uuid NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (space_id, user_id)
);
--> statement-breakpoint
CREATE INDEX idx_space_members_user_id ON space_members (user_id);
--> statement-breakpoint
-- Every write of a space updates its row here first. No indexed column ever changes and the pages have room,
-- so the updates stay HOT.
CREATE TABLE space_counters (
    space_id uuid PRIMARY KEY REFERENCES spaces (id) ON DELETE CASCADE,
    next_number integer NOT NULL DEFAULT 1,
    next_seq bigint NOT NULL DEFAULT 1,
    pending integer NOT NULL DEFAULT 0,
    in_progress integer NOT NULL DEFAULT 0,
    done integer NOT NULL DEFAULT 0,
    trash integer NOT NULL DEFAULT 0
) WITH (fillfactor = 50);
--> statement-breakpoint
CREATE FUNCTION make_personal_space() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO spaces (id, owner_id) VALUES (NEW.id, NEW.id);
    INSERT INTO space_members (space_id, user_id) VALUES (NEW.id, NEW.id);
    RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION make_space_counters() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO space_counters (space_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
--> statement-breakpoint
-- Whoever makes an account, its space is made in the same transaction. The two share their id, so a verified
-- token names the space without a look-up.
CREATE TRIGGER users_make_personal_space AFTER INSERT ON users
    FOR EACH ROW EXECUTE FUNCTION make_personal_space();
--> statement-breakpoint
CREATE TRIGGER spaces_make_counters AFTER INSERT ON spaces
    FOR EACH ROW EXECUTE FUNCTION make_space_counters();
--> statement-breakpoint
-- No foreign key on space_id: a task is written only together with the space's counter row, which has one.
CREATE TABLE tasks (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    space_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    number integer NOT NULL,
    title varchar(200) NOT NULL,
    -- The title without case and accents: what it sorts by.
    title_key text COLLATE "C" NOT NULL,
    description text,
    status varchar(20) NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'in_progress', 'done')),
    priority varchar(10) NOT NULL DEFAULT 'medium' CHECK (priority IN ('low', 'medium', 'high')),
    due_date date,
    tags text[] NOT NULL DEFAULT '{}',
    position text COLLATE "C" NOT NULL,
    version integer NOT NULL DEFAULT 1,
    -- The words of title, description and tags, and each tag whole behind a '#'.
    search tsvector NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    completed_at timestamptz,
    deleted_at timestamptz,
    CONSTRAINT tasks_space_number_key UNIQUE (space_id, number)
);
--> statement-breakpoint
CREATE INDEX idx_tasks_space_created_at ON tasks (space_id, created_at, id) WHERE deleted_at IS NULL;
--> statement-breakpoint
CREATE INDEX idx_tasks_space_status_due_date ON tasks (space_id, status, due_date, id) WHERE deleted_at IS NULL;
--> statement-breakpoint
CREATE INDEX idx_tasks_space_deleted_at ON tasks (space_id, deleted_at) WHERE deleted_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX idx_tasks_user_id ON tasks (user_id);
--> statement-breakpoint
CREATE INDEX idx_tasks_space_search ON tasks USING gin (space_id, search);
