import { useQuery, useQueryClient } from '@tanstack/react-query'
import { TodoError, type UndoConflict } from '@todo/core'
import type { HistoryAnswer } from '@todo/core/schemas'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useChatTexts } from '../../i18n/chat-texts.ts'
import { api } from '../../lib/api.ts'
import { useReplica } from '../../lib/replica.tsx'
import { say } from '../../lib/say.ts'
import { operationOf, type UndoProblem } from '../views/activity/use-undo-here.ts'

export type CallUndo = {
  /** `null` where there is nothing to take back. */
  kind: 'undo' | 'redo' | null
  isTaken: boolean
  problem: UndoProblem | null
  today: string
  take(): void
  /** What says so; it has the focus then. */
  taken: RefObject<HTMLSpanElement | null>
}

/** As many as one answer of the server holds. What is older is taken back all the same, and then said to be. */
const knownMax = '100'

/** Takes back what a call of the assistant did; by whomever it was taken back, it counts as that. */
export function useUndoCall(ids: readonly string[], kind: 'undo' | 'redo'): CallUndo {
  const { tool: texts } = useChatTexts()
  const replica = useReplica()
  const queries = useQueryClient()
  const known = useOperations(ids.length > 0)
  const [isHere, setIsHere] = useState(false)
  const [problem, setProblem] = useState<UndoProblem | null>(null)
  const taken = useRef<HTMLSpanElement>(null)
  const isElsewhere = ids.length > 0 && ids.every((id) => (known.get(id)?.reverted_by ?? null) !== null)

  const refuse = ({ code, conflicts }: { code: string; conflicts: readonly UndoConflict[] }): void => {
    if (code === 'ALREADY_UNDONE') return
    setIsHere(false)
    setProblem({ conflicts })
  }
  const takeOne = (id: string): void => {
    if (!replica) return
    const operation = known.get(id)
    const write = kind === 'redo' ? replica.redo(id) : replica.undo(operation ? operationOf(operation) : id)
    void write.settled.then((outcome) => {
      if (outcome.kind === 'refused') {
        replica.dismiss(outcome.notice.id)
        refuse(outcome.notice)
      }
      return queries.invalidateQueries({ queryKey: ['history'] })
    })
  }
  const take = (): void => {
    setProblem(null)
    try {
      // The last one first: it may stand on those before.
      for (const id of ids.toReversed()) takeOne(id)
      setIsHere(true)
      say(kind === 'undo' ? texts.undone : texts.redone)
      // The button goes; the focus stays with what it was about.
      requestAnimationFrame(() => taken.current?.focus())
    } catch (error) {
      if (!(error instanceof TodoError)) throw error
      refuse(error)
    }
  }
  return {
    kind: ids.length === 0 ? null : kind,
    isTaken: isHere || isElsewhere,
    problem,
    today: replica?.today().get().date ?? '',
    take,
    taken,
  }
}

/** The latest changes of the assistant, by their ids. One question for all that ask. */
function useOperations(isWanted: boolean) {
  const replica = useReplica()
  const queries = useQueryClient()
  useEffect(() => {
    if (!replica || !isWanted) return
    return replica.tasks().subscribe(() => void queries.invalidateQueries({ queryKey: ['history', 'chat'] }))
  }, [replica, queries, isWanted])
  const { data } = useQuery({
    queryKey: ['history', 'chat'],
    queryFn: async ({ signal }): Promise<Operations> => {
      const { operations } = await api.history({ cursor: '', client: 'chat', limit: knownMax }, signal)
      return new Map(operations.map((operation) => [operation.id, operation]))
    },
    enabled: isWanted,
  })
  return data ?? none
}

type Operations = ReadonlyMap<string, HistoryAnswer['operations'][number]>

const none: Operations = new Map()
