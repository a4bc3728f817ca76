import { useQueryClient } from '@tanstack/react-query'
import { eventFromWire, type OperationWithEvents, TodoError, type UndoConflict } from '@todo/core'
import type { HistoryAnswer } from '@todo/core/schemas'
import { useState } from 'react'
import { useTexts } from '../../../i18n/texts.tsx'
import type { OpenedReplica } from '../../../lib/replica.tsx'
import { say } from '../../../lib/say.ts'

type Operation = HistoryAnswer['operations'][number]

/** Why a change was not taken back. */
export type UndoProblem = { conflicts: readonly UndoConflict[] }

/** Takes an operation of the history back. It counts as undone at once, until the server says otherwise. */
export function useUndoHere(replica: OpenedReplica, operation: Operation) {
  const { activity: texts } = useTexts()
  const queries = useQueryClient()
  const [isTaken, setIsTaken] = useState(false)
  const [problem, setProblem] = useState<UndoProblem | null>(null)

  const refuse = (conflicts: readonly UndoConflict[]): void => {
    setIsTaken(false)
    setProblem({ conflicts })
  }
  const undo = (): void => {
    setProblem(null)
    try {
      const { settled } = replica.undo(operationOf(operation))
      setIsTaken(true)
      say(texts.undone)
      void settled.then((outcome) => {
        if (outcome.kind === 'refused') refuse(outcome.notice.conflicts)
        return queries.invalidateQueries({ queryKey: ['history'] })
      })
    } catch (error) {
      if (!(error instanceof TodoError)) throw error
      refuse(error.conflicts)
    }
  }
  return { undo, problem, isUndone: isTaken || operation.reverted_by !== null }
}

/** The wire does not tell what was imported; the server refuses to take that back. */
export function operationOf({ reverted_by, events, ...operation }: Operation): OperationWithEvents {
  return {
    ...operation,
    revertedBy: reverted_by,
    imported: false,
    firstSeq: events[0]?.seq ?? 0,
    events: events.map(eventFromWire),
  }
}
