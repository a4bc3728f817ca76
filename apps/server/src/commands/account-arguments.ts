import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { type CommandInput, UsageError } from './command.ts'

export type AccountArguments = { email: string; name: string | undefined; password: string; isMade: boolean }

/** The one address that a command is about. Throws `UsageError`. */
export function emailOf(args: readonly string[]): string {
  const [email, more] = args
  if (email === undefined || more !== undefined || email.startsWith('-')) {
    throw new UsageError('Name one e-mail address')
  }
  return email
}

/** An address and its new password: the first line of stdin where that is asked for, else one that is made here. */
export async function accountArguments(input: CommandInput, withName: boolean): Promise<AccountArguments> {
  const { values, positionals } = parsed(input.args, withName)
  const email = emailOf(positionals)
  const isMade = values['password-stdin'] !== true
  const password = isMade ? madePassword() : ((await input.read()).split(/\r?\n/)[0] ?? '')
  return { email, name: values.name, password, isMade }
}

function parsed(args: readonly string[], withName: boolean) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { 'password-stdin': { type: 'boolean' }, name: { type: 'string' } },
    })
    if (values.name !== undefined && !withName) throw new UsageError('--name is not known here')
    return { values, positionals }
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** 119 bits that can be read out: no characters that look alike. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

function madePassword(): string {
  const group = (): string => Array.from({ length: 6 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}
