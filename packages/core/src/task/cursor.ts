import { TodoError } from '../errors.ts'

/** Packs the place of a row for a client: opaque to it, checked when it comes back. */
export function encodeCursor(parts: readonly (string | number | null)[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(parts))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** The parts of a cursor made for the same query. `kind` is its first part. Throws `VALIDATION_FAILED` at `path`. */
export function decodeCursor(
  cursor: string,
  kind: string,
  length: number,
  path = 'cursor',
): (string | number | null)[] {
  const parts = parse(cursor)
  if (parts?.length !== length || parts[0] !== kind) throw foreignCursor(path)
  return parts
}

/** The refusal of a cursor that was not made for this query. */
export function foreignCursor(path = 'cursor'): TodoError {
  return new TodoError('VALIDATION_FAILED', {
    issues: [{ path, message: 'Use the cursor of an answer to the same query' }],
  })
}

function parse(cursor: string): (string | number | null)[] | null {
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(binary, (c) => c.charCodeAt(0)),
    )
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) && value.every(isPart) ? value : null
  } catch {
    return null
  }
}

const isPart = (value: unknown): value is string | number | null =>
  value === null || typeof value === 'string' || typeof value === 'number'
