import type { ChatUsageFrame } from '@todo/core/schemas'
import { tellReverted } from '../commands/undo.ts'
import { chatHistoryFile } from '../connection/paths.ts'
import { exitCodes } from '../errors.ts'
import { reportFailure } from '../failure.ts'
import { safeText } from '../format/text.ts'
import type { Session } from '../session.ts'
import { appendLineHistory, readLineHistory } from '../shell/history-file.ts'
import { type ExchangeInput, exchange } from './exchange.ts'
import { createFlow } from './flow.ts'
import type { ChatFrame } from './frame.ts'
import { operationsIn } from './tool-line.ts'

const words = ['/help', '/undo', '/new', '/quit'] as const

const help = [
  'Say what you want in words: “add buy milk tomorrow”, “what is due today?”, “move everything from today to tomorrow”.',
  '/undo  take back the last change of this chat; again and again goes further back',
  '/new   begin a new conversation',
  '/quit  leave; Ctrl-D does too',
  'Ctrl-C stops an answer, and what was done stands; where nothing is answered, twice leaves.',
]

/** Lines from a terminal, each answered, until the person leaves. Ends with the exit code. */
export async function chatLoop(input: ExchangeInput): Promise<number> {
  const { session, partner, show } = input
  const { io, style } = session
  const made: string[] = []
  const remember = async (frame: ChatFrame): Promise<void> => {
    if (frame.event === 'tool_call') {
      const { made: more, undone } = operationsIn(frame.data)
      made.push(...more)
      for (const id of undone) if (made.includes(id)) made.splice(made.indexOf(id), 1)
    }
    await show(frame)
  }
  const { place } = await session.connect()
  const file = place.kind === 'memory' ? null : chatHistoryFile(io)
  await io.stderr.write(`${style('dim', 'Say what is to be done. /help tells more, /quit leaves.')}\n`)
  // Ctrl-C was pressed, and nothing was said since.
  let isLeaving = false
  let isLeft = false
  const lines = io.terminal.editLines({
    prompt: 'chat> ',
    history: file === null ? [] : readLineHistory(file),
    complete: async (line) => [
      line.startsWith('/') ? words.filter((word) => word.startsWith(line)) : [],
      line,
    ],
    onInterrupt: (typed) => {
      isLeft = isLeaving && typed === ''
      isLeaving = typed === ''
      if (isLeaving && !isLeft) void io.stderr.write(`${style('dim', 'Ctrl-C once more leaves.')}\n`)
      return isLeft
    },
  })
  let saidWho = false
  for await (const typed of lines) {
    const line = typed.trim()
    isLeaving = false
    if (line === '') continue
    if (file !== null) appendLineHistory(file, line)
    if (['/quit', '/exit', 'exit', 'quit'].includes(line)) break
    try {
      if (line === '/undo') await undoLast(session, made)
      else if (line === '/new') {
        partner.startAnew()
        await io.stderr.write(`${style('dim', 'A new conversation.')}\n`)
      } else if (line === '/help') await tellHelp(session)
      else if (line.startsWith('/')) {
        await io.stderr.write(`There is no ${safeText(line)}. /help tells what there is.\n`)
      } else {
        const { state, usage } = await exchange(line, { ...input, show: remember })
        if (state === 'left') return exitCodes.interrupted
        isLeaving = state === 'stopped'
        if (usage && !saidWho) await io.stderr.write(`${style('dim', `(${whoAnswers(usage)})`)}\n`)
        saidWho ||= usage !== null
      }
    } catch (error) {
      await reportFailure(session, 'text', error)
    }
  }
  return isLeft ? exitCodes.interrupted : exitCodes.ok
}

async function tellHelp({ io }: Session): Promise<void> {
  const flow = createFlow(io.stdout)
  for (const line of help) {
    await flow.write(line)
    await flow.endLine()
  }
}

async function undoLast(session: Session, made: string[]): Promise<void> {
  const operationId = made.pop()
  if (operationId === undefined) {
    await session.io.stderr.write('This chat has changed nothing that could be taken back.\n')
    return
  }
  const connection = await session.connect()
  const written = await connection.service.undo({ operationId })
  await tellReverted(session, 'text', connection, written, 'Undid')
}

/** Which model it was, in a few words. */
export function whoAnswers({ kind, model }: ChatUsageFrame): string {
  return kind === 'builtin'
    ? 'answered by the builtin model: rules, without AI'
    : `answered by ${safeText(model)}`
}
