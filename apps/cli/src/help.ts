import { type Command, commandGroups, type Flag, flagsOf } from './command.ts'
import type { Session } from './session.ts'

const textWidthMax = 90

const intro = 'A to-do list for the terminal. Whatever is changed is kept in a history and can be undone.'

const quoting = [
  'A shell takes an unquoted #home for a comment and !high for its own history: put the text in quotes, or write @home and p1, or --tag home and --priority high.',
]

/** All commands in groups, and how to begin. */
export function overview(session: Session, commands: readonly Command[]): string[] {
  const width = widthOf(session)
  const column = Math.max(...commands.map(({ name }) => name.length)) + 2
  const groups = commandGroups.flatMap((group) => [
    '',
    session.style('bold', group),
    ...commands
      .filter((command) => command.group === group)
      .flatMap(({ name, summary }) => twoColumns(name, summary, column, width)),
  ])
  const examples = [
    ['todo add "Pay rent tomorrow p1 #home"', 'add a task: due tomorrow, high, tagged home'],
    ['todo', 'what is due today'],
    ['todo done 3 5-7', 'mark tasks as done'],
    ['todo undo', 'take the last change back'],
  ] as const
  return [
    ...wrap(intro, width),
    '',
    `${session.style('bold', 'Usage')}  todo [COMMAND] [OPTIONS]`,
    ...groups,
    '',
    session.style('bold', 'To begin with'),
    ...exampleLines(examples, width),
    '',
    ...quoting.flatMap((text) => wrap(text, width)),
    '',
    ...wrap(
      'todo COMMAND --help says more about a command. todo --memory tries things out on a list that is forgotten at the end.',
      width,
    ),
  ]
}

/** All about one command. */
export function commandHelp(session: Session, command: Command): string[] {
  const width = widthOf(session)
  const flags = flagsOf(command).map((flag) => ({ left: flagText(flag), summary: flag.summary }))
  const column = Math.min(26, Math.max(...flags.map(({ left }) => left.length)) + 2)
  const aliases = command.aliases ?? []
  return [
    ...wrap(`${command.summary}.`, width),
    '',
    session.style('bold', 'Usage'),
    ...command.usage.flatMap((usage) => wrap(`todo ${usage}`, width - 2, '    ').map((line) => `  ${line}`)),
    ...(aliases.length > 0 ? ['', `The same: ${aliases.map((alias) => `todo ${alias}`).join(', ')}`] : []),
    ...(command.details ?? []).flatMap((text) => ['', ...wrap(text, width)]),
    '',
    session.style('bold', 'Options'),
    ...flags.flatMap(({ left, summary }) => twoColumns(left, summary, column, width)),
    '',
    session.style('bold', command.examples.length === 1 ? 'Example' : 'Examples'),
    ...exampleLines(
      command.examples.map(([line, meaning]) => [`todo ${line}`.trim(), meaning] as const),
      width,
    ),
  ]
}

/** Examples with their meanings beside them, or below where there is no room. */
function exampleLines(examples: readonly (readonly [string, string])[], width: number): string[] {
  const column = Math.max(...examples.map(([line]) => line.length)) + 2
  const fits = examples.every(([, meaning]) => 2 + column + meaning.length <= width)
  return examples.flatMap(([line, meaning]) => {
    if (meaning === '') return [`  ${line}`]
    if (fits) return [`  ${line.padEnd(column)}${meaning}`]
    return [`  ${line}`, ...wrap(meaning, width - 6).map((each) => `      ${each}`)]
  })
}

function flagText({ name, short, value }: Flag): string {
  return `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`
}

function twoColumns(left: string, right: string, column: number, width: number): string[] {
  const room = Math.max(20, width - column - 2)
  const [first = '', ...rest] = wrap(right, room)
  const indent = ' '.repeat(column + 2)
  if (left.length >= column) return [`  ${left}`, ...[first, ...rest].map((line) => indent + line)]
  return [`  ${left.padEnd(column)}${first}`, ...rest.map((line) => indent + line)]
}

const widthOf = ({ io }: Session): number =>
  io.stdout.isTerminal ? Math.max(30, Math.min(textWidthMax, io.stdout.columns)) : textWidthMax

/** Breaks text between words; lines after the first begin with `indent`. */
function wrap(text: string, width: number, indent = ''): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = indent + word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line]
}
