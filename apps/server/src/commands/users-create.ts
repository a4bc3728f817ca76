import { accountArguments } from './account-arguments.ts'
import { administer } from './administer.ts'
import type { Command } from './command.ts'

export const usersCreateCommand: Command = {
  name: 'users create',
  usage: 'EMAIL [--name NAME] [--password-stdin]',
  summary: 'Make an account, also where registration is closed; a password is made where none is given',
  async run(input) {
    const { email, name, password, isMade } = await accountArguments(input, true)
    await administer(input, async (administration) => {
      await administration.create({ email, password, ...(name !== undefined && { name }) })
    })
    input.print(`Made an account for ${email}.`)
    if (isMade) input.print(`Password: ${password}`)
  },
}
