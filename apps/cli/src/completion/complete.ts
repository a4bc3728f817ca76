import { existsSync } from 'node:fs'
import type { ListQuery, Task } from '@todo/core'
import { type Command, type Flag, flagsOf, type Registry, type Suggestion } from '../command.ts'
import { credentialsFile, listFile } from '../connection/paths.ts'
import { safeText } from '../format/text.ts'
import type { Session } from '../session.ts'
import { splitLine } from '../shell/split.ts'

export type Candidate = { value: string; description: string }

export type Completions = {
  /** The word that is being typed, as it stands there. */
  word: string
  candidates: readonly Candidate[]
  /** Names of files belong here: the shell knows them. */
  files: boolean
}

/** What may come next on a line (without `todo`). Never throws: a line is being typed. */
export async function completionsFor(
  line: string,
  session: Session,
  registry: Registry,
): Promise<Completions> {
  const word = /\S*$/.exec(line)?.[0] ?? ''
  try {
    const before = splitTyped(line.slice(0, line.length - word.length))
    const found = await candidatesFor(before, word, session, registry)
    return {
      word,
      candidates: found.filter(({ value }) => value.startsWith(word)),
      files: isFile(before, registry),
    }
  } catch {
    return { word, candidates: [], files: false }
  }
}

/** A quote may still be open. */
function splitTyped(text: string): string[] {
  try {
    return splitLine(text)
  } catch {
    return text.split(/\s+/).filter((word) => word !== '')
  }
}

async function candidatesFor(
  before: readonly string[],
  word: string,
  session: Session,
  registry: Registry,
): Promise<readonly Candidate[]> {
  const command = commandOf(before, registry)
  if (!command) return word.startsWith('-') ? globalFlags : commandNames(registry)
  const flag = flagBefore(command, before)
  if (flag?.value) return suggested(flag.suggests ?? 'nothing', word, session, registry)
  const inline = /^(--[a-z-]+)=/.exec(word)
  if (inline) {
    const named = flagsOf(command).find(({ name }) => `--${name}` === inline[1])
    const values = await suggested(
      named?.suggests ?? 'nothing',
      word.slice(inline[0].length),
      session,
      registry,
    )
    return values.map(({ value, description }) => ({ value: inline[0] + value, description }))
  }
  if (word.startsWith('-')) {
    return flagsOf(command).map(({ name, summary }) => ({ value: `--${name}`, description: summary }))
  }
  return suggested(command.positional, word, session, registry)
}

const globalFlags: readonly Candidate[] = [
  { value: '--help', description: 'Show all commands' },
  { value: '--version', description: 'Show the version' },
  { value: '--memory', description: 'Start on an empty list that is forgotten at the end' },
]

function commandNames(registry: Registry): Candidate[] {
  return registry.commands.map(({ name, summary }) => ({ value: name, description: summary }))
}

function commandOf(before: readonly string[], registry: Registry): Command | null {
  const name = before.find((word) => !word.startsWith('-'))
  return name === undefined ? null : registry.find(name)
}

function flagBefore(command: Command, before: readonly string[]): Flag | null {
  const last = before.at(-1) ?? ''
  return flagsOf(command).find(({ name }) => `--${name}` === last) ?? null
}

function isFile(before: readonly string[], registry: Registry): boolean {
  const command = commandOf(before, registry)
  return command?.positional === 'file' && !flagBefore(command, before)?.value
}

const values = (...words: string[]): Candidate[] => words.map((value) => ({ value, description: '' }))

const fixed: Partial<Record<Suggestion, readonly Candidate[]>> = {
  priority: values('high', 'medium', 'low'),
  status: values('pending', 'in_progress', 'done', 'open', 'all'),
  format: values('json', 'csv', 'todotxt', 'ics'),
  actor: values('user', 'assistant', 'agent', 'system'),
  shell: values('bash', 'zsh', 'fish'),
}

async function suggested(
  what: Suggestion,
  word: string,
  session: Session,
  registry: Registry,
): Promise<readonly Candidate[]> {
  switch (what) {
    case 'command':
      return commandNames(registry)
    case 'id':
      return tasks(session, { status: 'open', sort: 'number' })
    case 'done-id':
      return tasks(session, { status: 'done', sort: 'updated_at' })
    case 'trash-id':
      return tasks(session, { trash: true, sort: 'updated_at' })
    case 'tag':
      return tags(session, /^[#@]?/.exec(word)?.[0] ?? '')
    case 'words':
      if (word.startsWith('!')) return values('!high', '!medium', '!low')
      return /^[#@]/.test(word) ? tags(session, word.slice(0, 1)) : []
    default:
      return fixed[what] ?? []
  }
}

const offeredMax = 100

async function tasks(session: Session, query: ListQuery): Promise<Candidate[]> {
  if (!hasList(session)) return []
  const { service } = await session.connect()
  const page = await service.list({ ...query, limit: offeredMax })
  return page.tasks.map(({ number, title }: Task) => ({
    value: String(number),
    description: safeText(title),
  }))
}

async function tags(session: Session, sign: string): Promise<Candidate[]> {
  if (!hasList(session)) return []
  const { service } = await session.connect()
  const found = await service.tags()
  return found.map(({ tag, open }) => ({ value: sign + safeText(tag), description: `${open} open` }))
}

/** Pressing Tab makes no file. */
const hasList = ({ io, inShell }: Session): boolean =>
  inShell || existsSync(listFile(io)) || existsSync(credentialsFile(io))
