-- A first load takes what was done lately, however much was done before.
CREATE INDEX idx_tasks_space_completed_at ON tasks (space_id, completed_at)
    WHERE deleted_at IS NULL AND completed_at IS NOT NULL;
