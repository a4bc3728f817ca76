import type { Steps } from '../replay.ts'
import { enumeration, named } from '../say.ts'
import { isRecord, tasksOf, textMember } from '../seen-task.ts'
import type { State } from '../state.ts'
import { done, failure, type Outcome, stopped } from './outcome.ts'

const noResult = { text: '', data: null, failed: true }

/** Takes back the latest change of this conversation, else the latest of all; `whole` all of its last message. */
export function* undo(whole: boolean, state: State): Steps<Outcome> {
  const standing = state.operations.filter(({ undoneBy }) => undoneBy === null)
  const last = standing.at(-1)
  const meant = whole ? standing.filter(({ turn }) => turn === last?.turn).reverse() : standing.slice(-1)
  const texts: string[] = []
  let after = state
  for (const id of meant.length > 0 ? meant.map((operation) => operation.id) : [null]) {
    const [result] = yield [{ name: 'undo', arguments: id === null ? {} : { operation_id: id } }]
    if (!result || result.failed) return failure(result ?? noResult, after)
    const undoneBy = textMember(result, 'operation_id') ?? 'unknown'
    const operations =
      id === null
        ? [...after.operations, { id: '', turn: after.turn, undoneBy }]
        : after.operations.map((operation) => (operation.id === id ? { ...operation, undoneBy } : operation))
    const tasks = tasksOf(result)
    after = { ...after, operations, focus: tasks.filter(({ deleted }) => !deleted), fresh: false }
    texts.push(`Took back the change to ${enumeration(tasks.map(named))}.`.replace(' to .', '.'))
  }
  return done(texts.join('\n'), after)
}

/** Brings back what was undone last: undoing the undo. */
export function* redo(state: State): Steps<Outcome> {
  const last = state.operations.findLast(({ undoneBy }) => undoneBy !== null)
  let id = last?.undoneBy ?? null
  if (id === null) {
    const [result] = yield [{ name: 'history', arguments: { limit: 10 } }]
    if (!result || result.failed) return failure(result ?? noResult, state)
    const operations = Array.isArray(result.data?.operations) ? result.data.operations.filter(isRecord) : []
    const undone = operations.find(({ kind, reverted_by }) => kind === 'undo' && reverted_by === null)
    id = typeof undone?.id === 'string' ? undone.id : null
  }
  if (id === null) return stopped('There is nothing to redo.', state)
  const [result] = yield [{ name: 'undo', arguments: { operation_id: id } }]
  if (!result || result.failed) return failure(result ?? noResult, state)
  const tasks = tasksOf(result)
  const redone = textMember(result, 'operation_id')
  const operations = state.operations.filter(({ undoneBy }) => undoneBy !== id)
  const after =
    redone === null ? operations : [...operations, { id: redone, turn: state.turn, undoneBy: null }]
  return done(`Brought back the change to ${enumeration(tasks.map(named))}.`, {
    ...state,
    operations: after,
    focus: tasks.filter(({ deleted }) => !deleted),
    fresh: false,
  })
}
