import { defineCommand } from '../command.ts'
import { fileCredentials, forgetAccount, readAccount } from '../connection/credentials.ts'
import { credentialsFile } from '../connection/paths.ts'
import { refusePositionals } from '../fields.ts'
import type { Session } from '../session.ts'

/** Ends the session at the server and forgets the credential. */
export async function runLogout(_options: undefined, session: Session): Promise<number> {
  const { io } = session
  const path = credentialsFile(io)
  const account = readAccount(path)
  if (!account) {
    await io.stdout.write('You are not signed in.\n')
    return 0
  }
  const { createClient, ServerUnreachableError } = await import('@todo/client')
  try {
    await createClient({ url: account.url, credentials: fileCredentials(path) }).logout()
  } catch (error) {
    if (!(error instanceof ServerUnreachableError)) throw error
    await io.stderr.write(`${error.message}. The session there ends by itself within 7 days.\n`)
  } finally {
    forgetAccount(path)
  }
  await session.disconnect()
  await io.stdout.write(`Signed out of ${account.url}.\n`)
  return 0
}

export const logoutCommand = defineCommand<undefined>({
  name: 'logout',
  group: 'Server',
  summary: 'Sign out: commands work on the list of this machine again',
  usage: ['logout'],
  flags: [],
  positional: 'nothing',
  examples: [['logout', '']],
  parse: (args) => {
    refusePositionals(args)
    return undefined
  },
  run: runLogout,
})
