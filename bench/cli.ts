import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { command, emptyNode, type Figure, type Measured, pair } from './figure.ts'

const rounds = 25
/** The same words in both files, so that a search finds as many tasks in the large one as in the small one. */
const hits = 40

type Bench = { folder: string; todo: string }
let bench: Bench | undefined

/** The packed command, installed as a person would, and files with 1,000 and 100,000 tasks. */
function prepare(): Bench {
  if (bench) return bench
  const folder = mkdtempSync(join(tmpdir(), 'todo-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  command('npm', ['pack', '--workspace=apps/cli', `--pack-destination=${folder}`, '--silent'])
  const [tarball = ''] = command('ls', [folder]).split('\n')
  command('npm', [
    'install',
    '--global',
    '--silent',
    `--prefix=${join(folder, 'prefix')}`,
    join(folder, tarball),
  ])
  bench = { folder, todo: command('readlink', ['-f', join(folder, 'prefix/bin/todo')]).trim() }
  for (const size of [1_000, 100_000]) fill(bench, size)
  return bench
}

function fill(made: Bench, size: number): void {
  const every = size / hits
  const lines = Array.from({ length: size }, (_, index) =>
    index % every === 0
      ? `Find the needle ${index} @haystack`
      : `Ordinary task ${index} @home @tag${index % 100}`,
  )
  const file = join(made.folder, `${size}.txt`)
  writeFileSync(file, `${lines.join('\n')}\n`)
  run(size, ['import', file, '--format', 'todotxt'])
}

function run(size: number, args: readonly string[]): string {
  const { folder, todo } = prepare()
  return command(process.execPath, [todo, ...args], {
    HOME: folder,
    TODO_FILE: join(folder, `${size}.db`),
    XDG_CONFIG_HOME: join(folder, 'config'),
  })
}

const againstNode = (args: (round: number) => readonly string[]) => (): Promise<Measured> => {
  prepare()
  return pair((round) => run(1_000, args(round)), emptyNode, rounds)
}

const againstSmall = (args: (round: number) => readonly string[]) => (): Promise<Measured> => {
  prepare()
  return pair(
    (round) => run(100_000, args(round)),
    (round) => run(1_000, args(round)),
    rounds,
  )
}

const growth = { baseline: 'the same command with 1,000 tasks in the file', bound: { most: 1.3 } }

export const cliFigures: Figure[] = [
  {
    name: '`todo --version`',
    baseline: '`node -e 0`',
    bound: { most: 1.3 },
    measure: againstNode(() => ['--version']),
  },
  {
    name: '`todo add`, 1,000 tasks',
    baseline: '`node -e 0`',
    bound: { most: 2 },
    measure: againstNode((round) => ['add', `Task ${round} tomorrow`]),
  },
  {
    name: '`todo list`, 1,000 tasks',
    baseline: '`node -e 0`',
    bound: { most: 2 },
    measure: againstNode(() => ['list']),
  },
  {
    name: '`todo list --limit 50`, 100,000 tasks',
    ...growth,
    measure: againstSmall(() => ['list', '--limit', '50']),
  },
  {
    name: '`todo add`, 100,000 tasks',
    ...growth,
    measure: againstSmall((round) => ['add', `Task ${round} tomorrow`]),
  },
  {
    name: '`todo done`, 100,000 tasks',
    ...growth,
    measure: againstSmall((round) => ['done', String(round + 2)]),
  },
  {
    name: '`todo search`, 100,000 tasks, equal hits',
    ...growth,
    measure: againstSmall(() => ['search', 'needle']),
  },
]
