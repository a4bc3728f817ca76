import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../', import.meta.url))
/** The Node that runs the command: this one, or the one in the folder named, to try another version. */
const nodeFolder = process.env.TODO_TEST_NODE_FOLDER ?? dirname(process.execPath)
const prefixOfRuns = 'todo-cli-acceptance-'

export type Outcome = { code: number | null; stdout: string; stderr: string }

export type RunOptions = {
  input?: string
  env?: Record<string, string>
}

/** Someone with an empty home folder, to whom the packed command is installed. */
export type Person = {
  home: string
  /** The file of the list. */
  file: string
  todo(args: readonly string[], options?: RunOptions): Promise<Outcome>
  /** What a shell makes of a line, where `todo` is on the PATH. */
  shell(line: string, options?: RunOptions): Promise<Outcome>
  /** The same on a terminal of so many columns; what is typed is `input`. */
  terminal(line: string, options?: RunOptions & { columns?: number }): Promise<string>
  /** A talk on a terminal: each text is typed when what it waits for was shown. Ends with all that was shown. */
  talk(line: string, turns: readonly (readonly [shown: string, typed: string])[]): Promise<string>
  start(args: readonly string[]): ChildProcess
  forget(): void
}

/** A new person; at 2026 and in UTC where nothing else is said by `env`. */
export function newPerson(env: Record<string, string> = {}): Person {
  const bin = join(installed(), 'bin')
  const home = mkdtempSync(join(tmpdir(), 'todo-home-'))
  const environment = {
    HOME: home,
    PATH: `${bin}:${nodeFolder}:/usr/bin:/bin`,
    TZ: 'UTC',
    LANG: 'C.UTF-8',
    ...env,
  }
  const run = (command: string, args: readonly string[], options: RunOptions = {}) =>
    outcomeOf(
      spawn(command, args, { cwd: home, env: { ...environment, ...options.env } }),
      options.input ?? '',
    )
  return {
    home,
    file: join(home, '.local/share/todo/todo.db'),
    todo: (args, options) => run(join(bin, 'todo'), args, options),
    shell: (line, options) => run('/bin/bash', ['-c', line], options),
    terminal: async (line, { columns = 80, ...options } = {}) => {
      const command = `stty cols ${columns} rows 24; ${line}`
      const { stdout } = await run('script', ['-qec', command, '/dev/null'], {
        ...options,
        env: { TERM: 'xterm-256color', SHELL: '/bin/bash', ...options.env },
      })
      return stdout.replaceAll('\r\n', '\n')
    },
    talk: async (line, turns) => {
      const child = spawn('script', ['-qec', line, '/dev/null'], {
        cwd: home,
        env: { ...environment, TERM: 'xterm-256color', SHELL: '/bin/bash' },
      })
      return talkWith(child, turns)
    },
    start: (args) => spawn(join(bin, 'todo'), args, { cwd: home, env: environment }),
    forget: () => rmSync(home, { recursive: true, force: true }),
  }
}

function outcomeOf(child: ChildProcess, input: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    let stdout = ''
    let stderr = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
    // A command that reads nothing may be gone before the input is written.
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })
}

/** A talk that got stuck is ended, so that the test can say where. */
const patienceMs = 20_000

async function talkWith(
  child: ChildProcess,
  turns: readonly (readonly [shown: string, typed: string])[],
): Promise<string> {
  const waiting = [...turns]
  let shown = ''
  let from = 0
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    shown += text
    for (;;) {
      const [next] = waiting
      const at = next ? shown.indexOf(next[0], from) : -1
      if (!next || at === -1) return
      waiting.shift()
      // What answers to something typed cannot have been shown yet; where nothing is, the next may be there already.
      from = next[1] === '' ? at + next[0].length : shown.length
      child.stdin?.write(next[1])
    }
  })
  const patience = setTimeout(() => child.kill(), patienceMs)
  await once(child, 'close')
  clearTimeout(patience)
  if (waiting.length > 0) throw new Error(`Never shown: ${waiting[0]?.[0]}\n${shown}`)
  return shown.replaceAll('\r\n', '\n')
}

let prefix: string | undefined

/** The folder into which the packed command is installed, once for all files of a run: they share a parent process. */
export function installed(): string {
  prefix ??= installOnce(join(tmpdir(), `${prefixOfRuns}${process.ppid}`))
  return prefix
}

function installOnce(folder: string): string {
  const ready = join(folder, 'ready')
  try {
    mkdirSync(folder)
  } catch {
    // Another file of this run is at it.
    for (let turn = 0; !existsSync(ready); turn += 1) {
      if (turn > 1200) throw new Error(`The command was not installed into ${folder}`)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
    }
    return folder
  }
  forgetEarlierRuns()
  try {
    pack(folder)
    return folder
  } finally {
    writeFileSync(ready, '')
  }
}

function pack(folder: string): void {
  const env = { ...process.env, PATH: `${nodeFolder}:${process.env.PATH}` }
  const npm = (...args: string[]): string =>
    execFileSync('npm', args, { cwd: root, env, encoding: 'utf8', stdio: 'pipe' })
  npm('pack', '--workspace=apps/cli', `--pack-destination=${folder}`, '--silent')
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? ''
  npm('install', '--global', '--offline', '--silent', `--prefix=${folder}`, join(folder, tarball))
}

function forgetEarlierRuns(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(prefixOfRuns) ? Number(name.slice(prefixOfRuns.length)) : 0
    if (pid > 0 && !isAlive(pid) && isOurs(join(tmpdir(), name))) {
      rmSync(join(tmpdir(), name), { recursive: true, force: true })
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** What another user of the machine left behind is theirs to take away. */
function isOurs(folder: string): boolean {
  return statSync(folder).uid === process.getuid?.()
}
