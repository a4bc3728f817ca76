import { accountArguments } from './account-arguments.ts'
import { administer } from './administer.ts'
import type { Command } from './command.ts'

export const usersResetPasswordCommand: Command = {
  name: 'users reset-password',
  usage: 'EMAIL [--password-stdin]',
  summary: 'Give an account another password, and sign it out everywhere',
  async run(input) {
    const { email, password, isMade } = await accountArguments(input, false)
    await administer(input, (administration) => administration.resetPassword(email, password))
    input.print(`${email} has another password and is signed out everywhere.`)
    if (isMade) input.print(`Password: ${password}`)
  },
}
