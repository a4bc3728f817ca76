import { printAnswer } from '../answer.ts'
import { defineCommand, type OutputMode } from '../command.ts'
import { refusePositionals } from '../fields.ts'
import { safeText } from '../format/text.ts'
import type { Session } from '../session.ts'

export type WhoamiOptions = { output: OutputMode }

/** Says who is signed in, and where. */
export async function runWhoami({ output }: WhoamiOptions, session: Session): Promise<number> {
  const { signedIn } = await import('../connection/remote.ts')
  const { account, client } = signedIn(session.io)
  const answer = await client.account()
  const name = answer.user.name === null ? '' : ` (${safeText(answer.user.name)})`
  await printAnswer(session, output, {
    json: { ...answer, server: account.url },
    text: [`${safeText(answer.user.email)}${name} at ${account.url}`],
  })
  return 0
}

export const whoamiCommand = defineCommand<WhoamiOptions>({
  name: 'whoami',
  group: 'Server',
  summary: 'Show who is signed in, and where',
  usage: ['whoami'],
  details: ['The exit code is 4 where nobody is.'],
  flags: [],
  positional: 'nothing',
  printsData: true,
  examples: [['whoami', '']],
  parse: (args) => {
    refusePositionals(args)
    return { output: args.output }
  },
  run: runWhoami,
})
