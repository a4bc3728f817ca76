/**
 * Keeps the answer to a keyed request: `selected` gives space, key, fingerprint, operation, status and body. The
 * operation decides what the key stands for, so it replaces a refusal that was kept under the key before.
 */
export const keepAnswer = (selected: string): string => `INSERT INTO idempotency
    (space_id, key, fingerprint, operation_id, status, body) SELECT ${selected}
  ON CONFLICT (space_id, key) DO UPDATE SET fingerprint = excluded.fingerprint,
    operation_id = excluded.operation_id, status = excluded.status, body = excluded.body, created_at = now()`
