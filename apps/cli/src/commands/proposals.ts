import type { TodoClient } from '@todo/client'
import type { DecideProposalsBody, ProposalsDecidedAnswer, ProposalWire } from '@todo/core/schemas'
import { printAnswer } from '../answer.ts'
import { defineCommand, type OutputMode, type ParsedArgs } from '../command.ts'
import { CliError, exitCodes, UsageError } from '../errors.ts'
import { valueText } from '../failure.ts'
import { shortId } from '../format/operation.ts'
import { countOf, safeText } from '../format/text.ts'
import type { Session } from '../session.ts'

type Verb = 'approve' | 'refuse'
export type ProposalsOptions = { output: OutputMode } & (
  | { what: 'list' }
  | { what: 'decide'; verb: Verb; ids: readonly string[] | 'all' }
)

const howTo = 'Use: todo proposals, todo proposals approve ID…, or todo proposals refuse --all'
const done = { approve: 'Approved', refuse: 'Refused' } as const

function parse({ positionals, output, has }: ParsedArgs): ProposalsOptions {
  const [verb, ...ids] = positionals
  const all = has('all')
  if (verb === undefined && !all) return { what: 'list', output }
  if (verb !== 'approve' && verb !== 'refuse') throw new UsageError('Say what is to be done.', howTo)
  if (all === ids.length > 0) throw new UsageError('Name proposals, or say --all.', howTo)
  return { what: 'decide', verb, ids: all ? 'all' : ids, output }
}

/** Lists what agents propose, and answers it. */
export async function runProposals(options: ProposalsOptions, session: Session): Promise<number> {
  const { signedIn } = await import('../connection/remote.ts')
  const { client } = signedIn(session.io)
  if (options.what === 'decide') return decide(options, session, client)
  const answer = await client.proposals()
  await printAnswer(session, options.output, {
    json: answer,
    ndjson: answer.proposals,
    text: answer.total === 0 ? ['No proposals found.'] : listLines(answer.proposals, answer.total),
  })
  return exitCodes.ok
}

function listLines(proposals: readonly ProposalWire[], total: number): string[] {
  const lines = proposals.flatMap((proposal) => [
    `${shortId(proposal.id)}  ${safeText(proposal.summary)}  (${proposal.actor}, ${safeText(proposal.client)})`,
    ...proposal.changes.flatMap(changeLines),
  ])
  const more = total - proposals.length
  return more > 0 ? [...lines, `… and ${more} more`] : lines
}

/** The fields that a change would set; what follows from another field need not be said. */
function changeLines({ changes, type }: ProposalWire['changes'][number]): string[] {
  if (type !== 'TaskUpdated') return []
  return Object.entries(changes).flatMap(([field, { from, to }]) =>
    field === 'position'
      ? []
      : [`          ${field.replaceAll('_', ' ')}: ${valueText(from)} → ${valueText(to)}`],
  )
}

type Decide = Extract<ProposalsOptions, { what: 'decide' }>

async function decide({ verb, ids, output }: Decide, session: Session, client: TodoClient): Promise<number> {
  const { proposals } = await client.proposals()
  const which: DecideProposalsBody =
    ids === 'all' ? { all: true } : { ids: ids.map((id) => resolve(id, proposals)) }
  const results =
    verb === 'approve' ? await client.approveProposals(which) : await client.refuseProposals(which)
  const text = results.map((result) => resultLine(result, verb, proposals))
  await printAnswer(session, output, {
    json: { results },
    ndjson: results,
    text: text.length > 0 ? text : ['No proposals found.'],
  })
  const failed = results.filter((result) => 'error' in result).length
  if (failed > 0 && output === 'text') {
    await session.io.stderr.write(`${countOf(failed, 'proposal')} could not be decided.\n`)
  }
  return failed > 0 ? exitCodes.failed : exitCodes.ok
}

function resultLine(
  result: ProposalsDecidedAnswer['results'][number],
  verb: Verb,
  before: readonly ProposalWire[],
): string {
  const summary = safeText(before.find(({ id }) => id === result.id)?.summary ?? result.id)
  if ('proposal' in result) return `${done[verb]}: ${summary}`
  const conflicts = (result.conflicts ?? []).map(
    ({ number, field, actual }) => `#${number} ${field.replaceAll('_', ' ')} is now ${valueText(actual)}`,
  )
  return [`Not done: ${summary}. ${safeText(result.error)}.`, ...conflicts].join('\n  ')
}

/** The id of a proposal given whole, or by the part that the list shows. */
function resolve(text: string, proposals: readonly ProposalWire[]): string {
  const written = text.trim().toLowerCase()
  const found = proposals.filter(({ id }) => id === written || shortId(id) === written)
  const [proposal] = found
  if (found.length === 1 && proposal) return proposal.id
  throw new CliError(`Proposal ${safeText(text)} not found.`, {
    code: 'NOT_FOUND',
    hint: 'Ids stand in: todo proposals',
  })
}

export const proposalsCommand = defineCommand<ProposalsOptions>({
  name: 'proposals',
  group: 'Server',
  summary: 'List what agents propose; approve or refuse it',
  usage: ['proposals', 'proposals approve ID…|--all', 'proposals refuse ID…|--all'],
  details: [
    'An agent or key that may only propose changes nothing by itself. Approved, a proposal is one operation of that agent, which todo undo takes back. Where a task was changed since, nothing is done, and the field is named.',
  ],
  flags: [{ name: 'all', summary: 'All that wait, a hundred at a time' }],
  positional: 'words',
  printsData: true,
  examples: [
    ['proposals', 'what waits'],
    ['proposals approve --all', ''],
  ],
  parse,
  run: runProposals,
})
