/** `todo` in ASCII, at byte 68 of the file. */
export const applicationId = 0x746f646f

/**
 * One entry for each version of the file, in order; `user_version` counts those that a file has had. A change of
 * `foldText` or `taskTokens` needs an entry that writes `title_key` and `task_words` anew.
 *
 * `place` is where a task is listed: its status, or `trash`. Every sort has an index with the place before it,
 * so a list of any status is read in order from the indexes of its places. In a space `task_key` grows with
 * `number`, which gives what is found by words or tags its order. An operation's events stand in a row, from
 * `first_seq` on.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE spaces (
    space INTEGER PRIMARY KEY,
    space_id TEXT NOT NULL UNIQUE,
    next_number INTEGER NOT NULL,
    next_seq INTEGER NOT NULL,
    pending INTEGER NOT NULL,
    in_progress INTEGER NOT NULL,
    done INTEGER NOT NULL,
    trash INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE tasks (
    task_key INTEGER PRIMARY KEY,
    space INTEGER NOT NULL,
    id TEXT NOT NULL UNIQUE,
    user_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    place TEXT NOT NULL,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    description TEXT,
    status TEXT NOT NULL,
    priority INTEGER NOT NULL,
    due_date TEXT,
    tags TEXT NOT NULL,
    position TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    completed_at TEXT,
    deleted_at TEXT
  ) STRICT;
  CREATE UNIQUE INDEX tasks_number ON tasks (space, number);
  CREATE INDEX tasks_by_number ON tasks (space, place, number);
  CREATE INDEX tasks_by_created_at ON tasks (space, place, created_at, id);
  CREATE INDEX tasks_by_updated_at ON tasks (space, place, updated_at, id);
  CREATE INDEX tasks_by_due_date ON tasks (space, place, due_date, id);
  CREATE INDEX tasks_by_priority ON tasks (space, place, priority, id);
  CREATE INDEX tasks_by_title ON tasks (space, place, title_key, id);
  CREATE INDEX tasks_by_position ON tasks (space, place, position, id);

  CREATE TABLE task_tags (
    space INTEGER NOT NULL,
    tag TEXT NOT NULL,
    task_key INTEGER NOT NULL,
    PRIMARY KEY (space, tag, task_key)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE tag_counts (
    space INTEGER NOT NULL,
    tag TEXT NOT NULL,
    open INTEGER NOT NULL,
    total INTEGER NOT NULL,
    trash INTEGER NOT NULL,
    PRIMARY KEY (space, tag)
  ) STRICT, WITHOUT ROWID;

  CREATE VIRTUAL TABLE task_words USING fts5 (
    words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii', prefix = '1 2 3'
  );

  CREATE TABLE operations (
    operation_key INTEGER PRIMARY KEY,
    space INTEGER NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    client TEXT NOT NULL,
    at TEXT NOT NULL,
    reverts TEXT NOT NULL,
    reverted_by TEXT,
    imported INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    event_count INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX operations_id ON operations (space, id);
  CREATE INDEX operations_by_seq ON operations (space, first_seq);
  CREATE INDEX operations_by_actor ON operations (space, actor, first_seq);
  CREATE INDEX operations_by_client ON operations (space, client, first_seq);
  CREATE INDEX operations_by_time ON operations (space, at, first_seq);
  CREATE INDEX operations_to_undo ON operations (space, first_seq)
    WHERE kind NOT IN ('undo', 'redo', 'purge') AND reverted_by IS NULL AND imported = 0;
  CREATE INDEX operations_to_redo ON operations (space, first_seq)
    WHERE kind = 'undo' AND reverted_by IS NULL AND imported = 0;
  CREATE INDEX operations_of_change ON operations (space, first_seq) WHERE kind NOT IN ('undo', 'redo');

  CREATE TABLE task_events (
    event_key INTEGER PRIMARY KEY,
    space INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    task_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    task TEXT,
    changes TEXT NOT NULL,
    operation_id TEXT NOT NULL,
    actor TEXT NOT NULL,
    client TEXT NOT NULL,
    at TEXT NOT NULL,
    correlation_id TEXT
  ) STRICT;
  CREATE UNIQUE INDEX task_events_seq ON task_events (space, seq);
  CREATE INDEX task_events_task ON task_events (space, task_id, seq);

  PRAGMA application_id = ${applicationId};
  `,
]
