import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { printAnswer } from '../answer.ts'
import { defineCommand, type OutputMode } from '../command.ts'
import { credentialsFile, listFile } from '../connection/paths.ts'
import { exitCodes } from '../errors.ts'
import { refusePositionals } from '../fields.ts'
import { countOf, groupDigits, safeText } from '../format/text.ts'
import { version } from '../package-files.ts'
import type { Session } from '../session.ts'

export type DoctorOptions = { output: OutputMode }

type Report = {
  healthy: boolean
  json: Record<string, unknown>
  facts: readonly (readonly [string, string])[]
}

/** Says which list is used and whether it is healthy. */
export async function runDoctor({ output }: DoctorOptions, session: Session): Promise<number> {
  const { style } = session
  const report = existsSync(credentialsFile(session.io))
    ? await serverReport(session)
    : await fileReport(session)
  const facts = [...report.facts, ['Program', `todo ${version()}, Node ${process.versions.node}`] as const]
  const width = Math.max(...facts.map(([name]) => name.length))
  const verdict = report.healthy ? style('green', 'All is well.') : style('red', 'Something is wrong.')
  await printAnswer(session, output, {
    json: { healthy: report.healthy, ...report.json, version: version(), node: process.versions.node },
    text: [...facts.map(([name, value]) => `${style('dim', name.padEnd(width))}  ${value}`), '', verdict],
  })
  return report.healthy ? exitCodes.ok : exitCodes.failed
}

async function fileReport({ io }: Session): Promise<Report> {
  const path = listFile(io)
  const where = ['List', `in the file ${path}`] as const
  const json = { store: 'file', path }
  if (!existsSync(path)) {
    const problem = canBeMade(path) ? null : 'there is none, and its folder cannot be made or written'
    return {
      healthy: problem === null,
      json: { ...json, exists: false, problems: problem === null ? [] : [problem] },
      facts: [
        where,
        problem === null ? ['State', 'there is none yet; the first task makes it'] : ['Problem', problem],
      ],
    }
  }
  const { fileFacts } = await import('../connection/local.ts')
  const { facts, problem } = await fileFacts(path)
  if (!facts)
    return { healthy: false, json: { ...json, problems: [problem] }, facts: [where, ['Problem', problem]] }
  const { counts, problems } = facts
  return {
    healthy: problems.length === 0,
    json: {
      ...json,
      exists: true,
      size_bytes: facts.sizeBytes,
      schema_version: facts.schemaVersion,
      sqlite_version: facts.sqliteVersion,
      counts,
      problems,
    },
    facts: [
      where,
      ['Size', `${groupDigits(Math.ceil(facts.sizeBytes / 1024))} KiB`],
      ['Schema', `version ${facts.schemaVersion}, SQLite ${facts.sqliteVersion}`],
      ...(counts ? [['Holds', holding(counts)] as const] : []),
      ...(problems.length === 0
        ? [['Integrity', 'checked, ok'] as const]
        : problems.map((each) => ['Problem', each] as const)),
    ],
  }
}

/** Whether the nearest folder that is there lets the file be made below it. */
function canBeMade(path: string): boolean {
  let folder = dirname(path)
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder)
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    return statSync(folder).isDirectory()
  } catch {
    return false
  }
}

async function serverReport({ io }: Session): Promise<Report> {
  const { signedIn } = await import('../connection/remote.ts')
  const { account, client } = signedIn(io)
  const where = ['List', `on the server ${account.url}`] as const
  const json = { store: 'server', url: account.url }
  try {
    const { user, scopes } = await client.account()
    const who = ['Account', `signed in as ${safeText(user.email)}`] as const
    return { healthy: true, json: { ...json, user, scopes, problems: [] }, facts: [where, who] }
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    return { healthy: false, json: { ...json, problems: [problem] }, facts: [where, ['Problem', problem]] }
  }
}

function holding(counts: { tasks: number; trash: number; operations: number }): string {
  const trash = `${groupDigits(counts.trash)} in the trash`
  return `${countOf(counts.tasks, 'task')}, ${trash}, ${countOf(counts.operations, 'operation')}`
}

export const doctorCommand = defineCommand<DoctorOptions>({
  name: 'doctor',
  group: 'This program',
  summary: 'Say which list is used, and check that it is healthy',
  usage: ['doctor'],
  details: ['The exit code is 1 where something is wrong.'],
  flags: [],
  positional: 'nothing',
  printsData: true,
  examples: [['doctor', '']],
  parse: (args) => {
    refusePositionals(args)
    return { output: args.output }
  },
  run: runDoctor,
})
