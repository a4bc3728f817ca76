import type { Turn } from '../conversation.ts'
import type { Said, Steps } from '../replay.ts'
import type { Request } from '../request.ts'
import type { State } from '../state.ts'
import { type Day, understand } from '../understand/understand.ts'
import { change, schedule } from './change.ts'
import { create } from './create.ts'
import { finished, history, list, more, next, search } from './look.ts'
import { done, type Outcome, stopped } from './outcome.ts'
import { show } from './show.ts'
import { redo, undo } from './undo.ts'

/** Carries out what a message asks for, one request after the other. */
export function* performTurn(turn: Turn, before: State, day: Day): Steps<Said> {
  const requests = understand(turn.text, before, day)
  let state: State = { ...before, question: null, last: null, turn: before.turn + 1 }
  const texts: string[] = []
  for (const [index, request] of requests.entries()) {
    const outcome = yield* perform(request, state, day.today)
    texts.push(outcome.text)
    state = outcome.state
    if (!outcome.stopped) continue
    const rest = requests.slice(index + 1)
    if (state.question) state = { ...state, question: { ...state.question, rest } }
    else if (rest.length > 0) texts.push('I did nothing of what came after that.')
    break
  }
  return { text: texts.join('\n\n'), state }
}

function* perform(request: Request, state: State, today: string): Steps<Outcome> {
  switch (request.kind) {
    case 'create':
      return yield* create(request.tasks, state, today)
    case 'list':
      return yield* list(request, state, today)
    case 'finished':
      return yield* finished(request.from, request.to, state, today)
    case 'more':
      return yield* more(state, today)
    case 'next':
      return yield* next(state, today)
    case 'search':
      return yield* search(request.words, state, today)
    case 'show':
      return yield* show(request.target, state, today)
    case 'change':
      return yield* change(request, state, today)
    case 'schedule':
      return yield* schedule(request, state, today)
    case 'undo':
      return yield* undo(request.whole, state)
    case 'redo':
      return yield* redo(state)
    case 'history':
      return yield* history(state)
    case 'say':
      return done(request.text, { ...state, fresh: request.forget ? false : state.fresh })
    case 'ask':
      return stopped(request.question.text, { ...state, question: request.question })
  }
}
