import type { ChatApprovalFrame } from '@todo/core/schemas'
import type { ExchangeInput, Outcome } from '../chat/exchange.ts'
import type { ChatFrame } from '../chat/frame.ts'
import type { ChatPartner } from '../chat/partner.ts'
import { defineCommand, type OutputMode, type ParsedArgs } from '../command.ts'
import { CliError, exitCodes, UsageError } from '../errors.ts'
import { toJson } from '../format/json.ts'
import { safeText } from '../format/text.ts'
import type { Session } from '../session.ts'

export type ChatOptions = {
  message: string
  conversation: { kind: 'new' | 'latest' } | { kind: 'named'; id: string }
  yes: boolean
  output: OutputMode
}

function parse({ positionals, has, text, output }: ParsedArgs): ChatOptions {
  const id = text('conversation')
  if (id !== undefined && (has('continue') || has('new'))) {
    throw new UsageError('Say either --conversation ID, or --continue, or --new.')
  }
  const named = id === undefined ? null : { kind: 'named' as const, id }
  return {
    message: positionals.join(' ').trim(),
    // --new wins, so that a habit of --continue in an alias can be left for once.
    conversation: named ?? { kind: has('continue') && !has('new') ? 'latest' : 'new' },
    yes: has('yes'),
    output,
  }
}

/** Says something to the assistant, or talks with it line by line. */
export async function runChat(options: ChatOptions, session: Session): Promise<number> {
  const { io } = session
  const isTalk = options.message === '' && io.stdin.isTerminal
  if (isTalk && options.output !== 'text')
    throw new UsageError('Say what to answer: todo chat --json MESSAGE')
  if (isTalk && session.inShell) throw new UsageError('In the shell say it in one line: chat add buy milk')
  const message = options.message || (isTalk ? '' : (await io.stdin.text()).trim())
  if (!isTalk && message === '')
    throw new UsageError('Say what?', 'For example: todo chat "what is due today?"')
  const partner = await openPartner(options, session)
  try {
    const { createView } = await import('../chat/show.ts')
    const show = options.output === 'text' ? createView(session) : jsonView(session, partner)
    const input = { session, partner, show, approve: approver(options, session) }
    return isTalk ? await talk(input) : await sayOnce(message, options, input)
  } finally {
    await partner.close()
  }
}

async function talk(input: ExchangeInput): Promise<number> {
  const { chatLoop } = await import('../chat/loop.ts')
  return chatLoop(input)
}

async function sayOnce(message: string, options: ChatOptions, input: ExchangeInput): Promise<number> {
  const { exchange } = await import('../chat/exchange.ts')
  const outcome = await exchange(message, input)
  if (outcome.state === 'waiting' && options.output === 'text') await tellWaiting(input, outcome)
  return codes[outcome.state]
}

const codes: Readonly<Record<Outcome['state'], number>> = {
  done: exitCodes.ok,
  failed: exitCodes.failed,
  stopped: exitCodes.failed,
  waiting: exitCodes.waiting,
  left: exitCodes.interrupted,
}

/** Nobody was there to answer: what waits, and how to answer it. */
async function tellWaiting({ session, partner }: ExchangeInput, { approvals }: Outcome): Promise<void> {
  const { conversation_id: id } = partner.names()
  const how =
    id === null
      ? 'Nothing of it was done. Approve it beforehand with --yes, or say it on a terminal: todo chat'
      : `Approve it: todo chat --conversation ${id} yes`
  const lines = approvals.map(({ summary }) => `Waits for your approval: ${safeText(summary)}.`)
  await session.io.stderr.write(`${[...lines, how].join('\n')}\n`)
}

/** Asks at a terminal. Where nobody can be asked nothing is approved, unless that was said beforehand. */
function approver({ yes, output }: ChatOptions, { io }: Session) {
  return async (approval: ChatApprovalFrame): Promise<boolean | null> => {
    if (yes) return true
    if (output !== 'text' || !io.stdin.isTerminal || !io.stderr.isTerminal) return null
    const { questionOf } = await import('../chat/exchange.ts')
    const answer = await io.terminal.ask(questionOf(approval))
    return answer === null ? null : /^y(es)?$/i.test(answer.trim())
  }
}

/** Frames as JSON, one a line; before the first one says what it belongs to. */
function jsonView({ io }: Session, partner: ChatPartner): (frame: ChatFrame) => Promise<void> {
  let isFirst = true
  return async (frame) => {
    if (isFirst) await io.stdout.write(`${toJson({ event: 'run', data: partner.names() })}\n`)
    isFirst = false
    await io.stdout.write(`${toJson(frame)}\n`)
  }
}

async function openPartner({ conversation }: ChatOptions, session: Session): Promise<ChatPartner> {
  const { io, style } = session
  const { place, asAssistant } = await session.connect()
  if (place.kind !== 'server') {
    if (conversation.kind !== 'new') {
      throw new CliError('Conversations are kept on a server, and this list is on this machine.', {
        code: 'NOT_KEPT',
        hint: 'Leave --continue and --conversation away, or sign in: todo login URL',
      })
    }
    const { createLocalPartner } = await import('../chat/local-partner.ts')
    return createLocalPartner({ tasks: asAssistant(), io, locale: session.locale })
  }
  const { remoteChat } = await import('../chat/remote.ts')
  const chat = remoteChat(io, () => {
    void io.stderr.write(`${style('dim', 'The connection broke off; the answer is taken up again.')}\n`)
  })
  if (conversation.kind === 'new') return chat.partner(null)
  const id = conversation.kind === 'named' ? conversation.id : await chat.latest()
  if (id === null) return chat.partner(null)
  for (const summary of await chat.waiting(id)) {
    await io.stderr.write(`${style('dim', `Waits for your yes or no: ${safeText(summary)}.`)}\n`)
  }
  return chat.partner(id)
}

export const chatCommand = defineCommand<ChatOptions>({
  name: 'chat',
  group: 'This program',
  summary: 'Say in words what is to be done with the list',
  usage: ['chat', 'chat MESSAGE…', 'chat --continue [MESSAGE…]'],
  details: [
    'With a message it is answered once; without one, line by line until /quit. A message may come from a pipe. Where someone is signed in the assistant of the server answers, and conversations are kept there; otherwise one on this machine, where a conversation ends with the command: the builtin model, which is rules without AI, or the service of OPENAI_API_KEY, OPENAI_BASE_URL and OPENAI_MODEL.',
    'Deleting, and changing more than ten tasks at once, is asked first. Where nobody can be asked it is not done, and the exit code is 3. Ctrl-C stops an answer; what was done stands, and todo undo takes it back.',
  ],
  flags: [
    { name: 'continue', summary: 'Go on with the conversation that was spoken in last' },
    { name: 'conversation', value: 'ID', summary: 'Go on with this conversation', suggests: 'nothing' },
    { name: 'new', summary: 'Begin a new conversation, which is done anyway unless --continue is said' },
    { name: 'yes', summary: 'Approve beforehand what would be asked' },
  ],
  positional: 'words',
  printsData: true,
  examples: [
    ['chat', 'to talk'],
    ['chat "add buy milk tomorrow"', ''],
    ['chat --continue "and bread"', ''],
    ['chat --json "what is due today?"', 'the frames of the answer, one a line'],
  ],
  parse,
  run: runChat,
})
