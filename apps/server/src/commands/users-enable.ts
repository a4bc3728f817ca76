import { emailOf } from './account-arguments.ts'
import { administer } from './administer.ts'
import type { Command } from './command.ts'

export const usersEnableCommand: Command = {
  name: 'users enable',
  usage: 'EMAIL',
  summary: 'Let an account in again that was disabled',
  async run(input) {
    const email = emailOf(input.args)
    await administer(input, (administration) => administration.enable(email))
    input.print(`${email} can sign in again.`)
  },
}
