import { existsSync, renameSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { printAnswer } from '../answer.ts'
import { defineCommand, type OutputMode } from '../command.ts'
import { listFile } from '../connection/paths.ts'
import { exitCodes } from '../errors.ts'
import { refusePositionals } from '../fields.ts'
import { countOf, safeText } from '../format/text.ts'
import type { Session } from '../session.ts'

export type PushOptions = { output: OutputMode }

/** Moves the list of this machine to the server as one operation, and sets the file aside. */
export async function runPush({ output }: PushOptions, session: Session): Promise<number> {
  const { io } = session
  const { signedIn } = await import('../connection/remote.ts')
  const { account, client } = signedIn(io)
  const path = listFile(io)
  const content = existsSync(path) ? await contentOf(path) : null
  if (content === null) {
    const nothing = { operation_id: null, created: 0, unchanged: 0, errors: [], set_aside: null }
    await printAnswer(session, output, {
      json: nothing,
      text: ['There is nothing to push: the list of this machine is empty.'],
    })
    return exitCodes.ok
  }
  const { operationId, created, unchanged, errors } = await client.import({ format: 'json', content })
  const kept = errors.length === 0 ? setAside(path, session.today()) : null
  const there =
    unchanged === 0
      ? ''
      : ` (${countOf(unchanged, 'task')} ${unchanged === 1 ? 'was' : 'were'} there already)`
  await printAnswer(session, output, {
    json: { operation_id: operationId, created, unchanged, errors, set_aside: kept },
    text: [
      `Moved ${countOf(created, 'task')} to ${account.url}${there}.`,
      ...(kept === null ? [] : [`The file was set aside: ${kept}`]),
    ],
  })
  if (errors.length === 0) return exitCodes.ok
  const lines = errors.map(({ line, message }) => `Task ${line} of the list: ${safeText(message)}`)
  await io.stderr.write(`${lines.join('\n')}\nThe file stays where it is: ${path}\n`)
  return exitCodes.failed
}

/** The whole list with its history; `null` where it never held a task. */
async function contentOf(path: string): Promise<string | null> {
  const { openFile } = await import('../connection/local.ts')
  const { service, close } = await openFile(path)
  try {
    if ((await service.history({ limit: 1 })).operations.length === 0) return null
    let content = ''
    for await (const piece of service.export('json')) content += piece
    return content
  } finally {
    await close()
  }
}

/** Closing took SQLite's log into the file, so the file is all there is. */
function setAside(path: string, today: string): string {
  const kind = extname(path)
  const stem = join(dirname(path), `${basename(path, kind)}-pushed-${today}`)
  let target = `${stem}${kind}`
  for (let count = 2; existsSync(target); count += 1) target = `${stem}-${count}${kind}`
  renameSync(path, target)
  return target
}

export const pushCommand = defineCommand<PushOptions>({
  name: 'push',
  group: 'Server',
  summary: 'Move the list of this machine to the server where you are signed in',
  usage: ['push'],
  details: [
    'Tasks and history go there as one operation, which todo undo takes back; tasks that are there already stay as they are. The file is set aside under a name with the date.',
  ],
  flags: [],
  positional: 'nothing',
  printsData: true,
  examples: [['push', '']],
  parse: (args) => {
    refusePositionals(args)
    return { output: args.output }
  },
  run: runPush,
})
