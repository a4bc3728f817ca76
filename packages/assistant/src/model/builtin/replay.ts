import type { Exchange, ToolCall, ToolResult, Turn } from './conversation.ts'
import { tasksOf } from './seen-task.ts'
import { emptyState, type State } from './state.ts'

/**
 * What a turn does: it yields calls that are made together, is given their results in the same order, and ends with
 * what is said and what is remembered.
 */
export type Steps<Result> = Generator<readonly ToolCall[], Result, readonly ToolResult[]>
export type Said = { text: string; state: State }

/** The model's next move: calls, or what it says. */
export type Move = { calls: readonly ToolCall[] } | { text: string }

/** What was said longer ago means nothing to "it" and "the second one", and costs time. */
const TURNS_MAX = 40

/**
 * Finds the next move. Nothing is kept between moves: each turn so far is gone through again with the results that
 * it had then, so any process that knows the conversation goes on where another one stopped.
 */
export function nextMove(turns: readonly Turn[], steps: (turn: Turn, state: State) => Steps<Said>): Move {
  let state = emptyState
  const recent = turns.slice(-TURNS_MAX)
  for (const [index, turn] of recent.entries()) {
    const outcome = follow(steps(turn, state), turn.exchanges)
    if (index === recent.length - 1) return 'said' in outcome ? { text: outcome.said.text } : outcome
    state = 'said' in outcome ? outcome.said.state : learned(state, turn.exchanges)
  }
  return { text: '' }
}

/** Goes through the steps as far as results are there. */
function follow(
  steps: Steps<Said>,
  exchanges: readonly Exchange[],
): { said: Said } | { calls: readonly ToolCall[] } {
  let used = 0
  let step = steps.next()
  while (!step.done) {
    const results: ToolResult[] = []
    const calls = step.value
    for (const call of calls) {
      const exchange = exchanges[used]
      if (exchange?.call.name !== call.name || exchange.result === null)
        return { calls: calls.slice(results.length) }
      results.push(exchange.result)
      used++
    }
    step = steps.next(results)
  }
  return { said: step.value }
}

/** What a turn leaves behind that went another way than these rules: another model answered it, or it was stopped. */
function learned(state: State, exchanges: readonly Exchange[]): State {
  const results = exchanges.flatMap(({ result }) => (result && !result.failed ? [result] : []))
  const tasks = results.map(tasksOf).findLast((found) => found.length > 0)
  const after = { ...state, question: null, fresh: false, more: null, turn: state.turn + 1 }
  return tasks ? { ...after, shown: tasks, focus: tasks } : after
}
