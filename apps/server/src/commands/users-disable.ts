import { emailOf } from './account-arguments.ts'
import { administer } from './administer.ts'
import type { Command } from './command.ts'

export const usersDisableCommand: Command = {
  name: 'users disable',
  usage: 'EMAIL',
  summary: 'Let nobody into an account, by password or key; its tasks stay',
  async run(input) {
    const email = emailOf(input.args)
    await administer(input, (administration) => administration.disable(email))
    input.print(`${email} is disabled and signed out everywhere.`)
  },
}
