import { taskFromWire } from '@todo/core'
import type { TaskAnswer } from '@todo/core/schemas'

/**
 * The body of an answer. It is taken at its word: the server is ours, its tests check every answer against the
 * document, and a schema library here would cost each command its start.
 */
export async function bodyOf<Answer>(response: Response): Promise<Answer> {
  return (await response.json()) as Answer
}

/** Which operation a write recorded, and whether it was recorded before. */
export function writtenOf({ headers }: Response): { operationId: string | null; replayed: boolean } {
  return {
    operationId: headers.get('x-operation-id'),
    replayed: headers.get('idempotency-replayed') === 'true',
  }
}

export async function taskWritten(response: Response) {
  const { task } = await bodyOf<TaskAnswer>(response)
  return { ...writtenOf(response), task: taskFromWire(task) }
}
