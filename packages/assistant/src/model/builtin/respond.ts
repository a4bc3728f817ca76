import type { Turn } from './conversation.ts'
import { performTurn } from './perform/turn.ts'
import { type Move, nextMove } from './replay.ts'
import type { Day } from './understand/understand.ts'

/** The next move in a conversation, whose last turn is the one to answer. Pure: the same turns, the same move. */
export function respond(turns: readonly Turn[], day: Day): Move {
  return nextMove(turns, (turn, state) => performTurn(turn, state, day))
}
