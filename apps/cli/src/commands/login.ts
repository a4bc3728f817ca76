import { existsSync } from 'node:fs'
import type { Credential, TodoClient } from '@todo/client'
import { defineCommand, type ParsedArgs } from '../command.ts'
import { writeAccount } from '../connection/credentials.ts'
import { credentialsFile, listFile } from '../connection/paths.ts'
import { CliError, UsageError } from '../errors.ts'
import { safeText } from '../format/text.ts'
import type { Session } from '../session.ts'

export type LoginOptions = {
  url: string
  email: string | null
  /** Where the secret comes from: asked for, or the first line of stdin. */
  secret: 'ask' | 'password' | 'token'
}

/** Signs in at a server: from then on every command works on the list there. */
export async function runLogin(options: LoginOptions, session: Session): Promise<number> {
  const { io } = session
  const { url } = options
  const { createClient, memoryCredentials } = await import('@todo/client')
  const credentials = memoryCredentials(options.secret === 'token' ? await tokenFrom(session) : null)
  const client = createClient({ url, credentials })
  const email =
    options.secret === 'token' ? (await client.account()).user.email : await signIn(client, options, session)
  const credential = await credentials.get()
  if (!credential) throw new CliError('The server gave no credential.')
  writeAccount(credentialsFile(io), { url, email, credential })
  await session.disconnect()
  await io.stdout.write(`Signed in at ${url} as ${safeText(email)}.\n`)
  if (existsSync(listFile(io))) {
    await io.stdout.write('The list of this machine stays where it is. To move it there: todo push\n')
  }
  return 0
}

async function tokenFrom({ io }: Session): Promise<Credential> {
  const token = (await io.stdin.text()).trim()
  if (token === '') throw new UsageError('There is no API key on stdin.')
  return { kind: 'token', token }
}

async function signIn(client: TodoClient, options: LoginOptions, session: Session): Promise<string> {
  const { io } = session
  const email = options.email ?? (await answerTo(session, 'E-mail: '))
  const password =
    options.secret === 'password'
      ? ((await io.stdin.text()).split(/\r?\n/)[0] ?? '')
      : await answerTo(session, 'Password: ', true)
  if (password === '') throw new UsageError('There is no password.')
  return (await client.login({ email: email.trim(), password, client: 'cli' })).email
}

async function answerTo({ io }: Session, question: string, hidden = false): Promise<string> {
  if (!io.stdin.isTerminal) {
    throw new UsageError('Nobody can answer here.', 'Use --email E --password-stdin, or --token-stdin')
  }
  const answer = await io.terminal.ask(question, hidden)
  if (answer === null) throw new CliError('Nobody was signed in.')
  return answer
}

function parse(args: ParsedArgs): LoginOptions {
  const [address, more] = args.positionals
  if (address === undefined)
    throw new UsageError('Sign in where?', 'For example: todo login https://todo.example.org')
  if (more !== undefined) throw new UsageError(`"${more}" is one word too many.`, 'Use: todo login URL')
  const byPassword = args.has('password-stdin')
  const byToken = args.has('token-stdin')
  if (byPassword && byToken) throw new UsageError('Use either --password-stdin or --token-stdin.')
  const email = args.text('email') ?? null
  if (byPassword && email === null) throw new UsageError('--password-stdin needs --email as well.')
  return { url: serverUrl(address), email, secret: byToken ? 'token' : byPassword ? 'password' : 'ask' }
}

const localHost = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?(\/|$)/

/** An address as people type it; https where nothing is said, but for this machine. Throws `UsageError`. */
function serverUrl(address: string): string {
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(address)
    ? ''
    : localHost.test(address)
      ? 'http://'
      : 'https://'
  const url = URL.parse(scheme + address)
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.hostname === '') {
    throw new UsageError(
      `"${address}" is not the address of a server.`,
      'For example: https://todo.example.org',
    )
  }
  return (url.origin + url.pathname).replace(/\/+$/, '')
}

export const loginCommand = defineCommand<LoginOptions>({
  name: 'login',
  group: 'Server',
  summary: 'Sign in at a server: every command then works on the list there',
  usage: ['login URL [--email EMAIL] [--password-stdin | --token-stdin]'],
  details: [
    'E-mail and password are asked for. In scripts the password comes from stdin with --password-stdin, an API key with --token-stdin. The credential is kept in a file that only you can read.',
  ],
  flags: [
    { name: 'email', value: 'EMAIL', summary: 'The e-mail address of the account', suggests: 'nothing' },
    { name: 'password-stdin', summary: 'Read the password from stdin' },
    { name: 'token-stdin', summary: 'Read an API key from stdin' },
  ],
  positional: 'nothing',
  examples: [
    ['login https://todo.example.org', ''],
    ['login https://todo.example.org --token-stdin < key.txt', ''],
  ],
  parse,
  run: runLogin,
})
