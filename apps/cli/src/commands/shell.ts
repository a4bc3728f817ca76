import { type Command, defineCommand, type Registry } from '../command.ts'
import { completionsFor } from '../completion/complete.ts'
import { shellHistoryFile } from '../connection/paths.ts'
import { dispatch } from '../dispatch.ts'
import { exitCodes, UsageError } from '../errors.ts'
import { reportFailure } from '../failure.ts'
import { refusePositionals } from '../fields.ts'
import type { Session } from '../session.ts'
import { appendLineHistory, readLineHistory } from '../shell/history-file.ts'
import { splitLine } from '../shell/split.ts'

export type ShellOptions = { memory: boolean }

const exits = ['exit', 'quit']

/** Runs commands line by line: at a terminal with prompt and editing, from a pipe without. */
export async function runShell(
  { memory }: ShellOptions,
  session: Session,
  registry: Registry,
): Promise<number> {
  if (session.inShell) throw new UsageError('This is the shell already. Leave it with exit.')
  if (memory) session.useMemory()
  session.inShell = true
  return session.io.stdin.isTerminal ? interactive(session, registry) : fromPipe(session, registry)
}

async function fromPipe(session: Session, registry: Registry): Promise<number> {
  let code: number = exitCodes.ok
  for await (const line of session.io.stdin.lines()) {
    const words = await wordsOf(line, session)
    if (words === null) code = exitCodes.failed
    else if (exits.includes(words[0] ?? '')) break
    else if (words.length > 0 && (await dispatch(words, session, registry)) !== 0) code = exitCodes.failed
  }
  return code
}

async function interactive(session: Session, registry: Registry): Promise<number> {
  const { io } = session
  const { place } = await session.connect()
  const file = place.kind === 'memory' ? null : shellHistoryFile(io)
  await io.stdout.write(`${session.style('dim', greeting(place.kind))}\n`)
  const lines = io.terminal.editLines({
    prompt: 'todo> ',
    history: file === null ? [] : readLineHistory(file),
    complete: async (line) => {
      const { word, candidates } = await completionsFor(line, session, registry)
      return [candidates.map(({ value }) => `${value} `), word]
    },
  })
  for await (const line of lines) {
    if (file !== null && line.trim() !== '') appendLineHistory(file, line)
    const words = await wordsOf(line, session)
    if (words && exits.includes(words[0] ?? '')) break
    if (words && words.length > 0) await dispatch(words, session, registry)
  }
  return exitCodes.ok
}

function greeting(kind: 'memory' | 'file' | 'server'): string {
  const kept = kind === 'memory' ? 'This list is forgotten at the end. ' : ''
  return `${kept}Type help for all commands, exit to leave.`
}

/** `null` where the line could not be read, which was told. */
async function wordsOf(line: string, session: Session): Promise<string[] | null> {
  try {
    const words = splitLine(line)
    return words[0] === 'todo' ? words.slice(1) : words
  } catch (error) {
    await reportFailure(session, 'text', error)
    return null
  }
}

export function createShellCommand(registry: () => Registry): Command {
  return defineCommand<ShellOptions>({
    name: 'shell',
    group: 'This program',
    summary: 'Type commands one after the other',
    usage: ['shell', '--memory'],
    details: [
      'Commands are typed without todo in front, with line editing, history and completion by Tab; #home and !high need no quotes there. exit or Ctrl-D leaves. From a pipe each line runs as a command, and the exit code is 1 where one failed.',
      'todo --memory does the same on an empty list that is forgotten at the end.',
    ],
    flags: [{ name: 'memory', summary: 'On an empty list that is forgotten at the end' }],
    positional: 'nothing',
    examples: [
      ['shell', ''],
      ['--memory', 'to try things out'],
      ['shell < commands.txt', ''],
    ],
    parse: (args) => {
      refusePositionals(args)
      return { memory: args.has('memory') }
    },
    run: (options, session) => runShell(options, session, registry()),
  })
}
