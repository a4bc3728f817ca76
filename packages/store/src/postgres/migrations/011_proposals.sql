-- What an agent would change, until the person has said yes or no. The id becomes the operation's.
CREATE TABLE proposals (
    space_id uuid NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
    id uuid NOT NULL,
    actor varchar(20) NOT NULL,
    client text NOT NULL,
    -- The verb with its arguments: [{ "verb", "args" }]. Emptied, as are the two after it, once it is decided.
    commands jsonb NOT NULL,
    -- What it would do to each task, as the tasks were then.
    changes jsonb NOT NULL,
    summary text NOT NULL,
    state varchar(10) NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'approved', 'refused')),
    created_at timestamptz NOT NULL DEFAULT now(),
    decided_at timestamptz,
    operation_id uuid,
    PRIMARY KEY (space_id, id)
);
--> statement-breakpoint
CREATE INDEX idx_proposals_pending ON proposals (space_id, created_at) WHERE state = 'pending';
--> statement-breakpoint
CREATE INDEX idx_proposals_decided_at ON proposals (decided_at) WHERE decided_at IS NOT NULL;
