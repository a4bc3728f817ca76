import type { AdministeredUser } from '@todo/backend'
import { administer } from './administer.ts'
import { type Command, UsageError } from './command.ts'

export const usersListCommand: Command = {
  name: 'users list',
  usage: '[--json]',
  summary: 'List the accounts, the oldest first',
  async run({ args, ...rest }) {
    const [flag, ...more] = args
    if (more.length > 0 || (flag !== undefined && flag !== '--json'))
      throw new UsageError('Use: users list [--json]')
    await administer({ args, ...rest }, async (administration) => {
      const users = await administration.list()
      if (flag === '--json') rest.print(JSON.stringify({ users: users.map(toWire) }))
      else for (const line of tableOf(users)) rest.print(line)
    })
  },
}

const toWire = ({ createdAt, disabledAt, ...user }: AdministeredUser) => ({
  ...user,
  created_at: createdAt,
  disabled_at: disabledAt,
})

function tableOf(users: readonly AdministeredUser[]): string[] {
  if (users.length === 0) return ['There are no accounts.']
  const rows = [
    ['E-mail', 'Name', 'Since', 'Tasks', ''],
    ...users.map(({ email, name, createdAt, tasks, disabledAt }) => [
      email,
      printable(name ?? ''),
      createdAt.slice(0, 10),
      `${tasks}`,
      disabledAt === null ? '' : 'disabled',
    ]),
  ]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

/** A name is someone else's text: nothing in it may steer the terminal. */
const printable = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
