import { type Actor, actors, type Context, type Scope } from '@todo/core'
import {
  type ProposalsAnswer,
  type ProposalWire,
  type ProposedChangeWire,
  proposalStates,
  proposalsAtOnceMax,
} from '@todo/core/schemas'
import type { Bus } from '@todo/events'
import { HttpError } from '@todo/http'
import type { Pool } from 'pg'
import { ProposedCommand } from './command.ts'
import { summaryOf } from './summary.ts'

export type NewProposal = { id: string; command: ProposedCommand; changes: readonly ProposedChangeWire[] }
type Decision = { state: 'approved'; operationId: string | null } | { state: 'refused' }

/** A proposal with what carries it out; `command` is `null` once it is decided. */
export type KeptProposal = { proposal: ProposalWire; command: ProposedCommand | null }

/** What agents propose, kept until the person has answered, and as a mere fact for a month after that. */
export type Proposals = {
  /** Keeps one; the one that is there where the id was used before. Throws `TOO_MANY_PROPOSALS`. */
  add(context: Pick<Context, 'scope' | 'actor' | 'client'>, proposal: NewProposal): Promise<ProposalWire>
  /** Those that wait, the oldest first. */
  waiting(scope: Scope): Promise<ProposalsAnswer>
  find(scope: Scope, id: string): Promise<KeptProposal | null>
  /** Decides one that waits, and forgets what it said; the one that is there where it was decided before. */
  decide(scope: Scope, id: string, decision: Decision): Promise<ProposalWire | null>
  sweep(): Promise<void>
}

export const proposalsTopic = 'proposals'
const waitingMax = 1_000
const keptDays = 30

type Row = {
  id: string
  actor: string
  client: string
  commands: unknown[]
  changes: ProposedChangeWire[]
  summary: string
  state: string
  created_at: Date
  decided_at: Date | null
  operation_id: string | null
}

const columns = 'id, actor, client, commands, changes, summary, state, created_at, decided_at, operation_id'

export function createProposals({ pool, bus }: { pool: Pool; bus: Pick<Bus, 'send'> }): Proposals {
  const tell = ({ spaceId }: Scope): void => bus.send(proposalsTopic, { space_id: spaceId })

  const find = async ({ spaceId }: Scope, id: string): Promise<Row | null> => {
    const { rows } = await pool.query<Row>(
      `SELECT ${columns} FROM proposals WHERE space_id = $1 AND id = $2`,
      [spaceId, id],
    )
    return rows[0] ?? null
  }

  return {
    async add({ scope, actor, client }, { id, command, changes }) {
      const { rows } = await pool.query<Row>(
        `INSERT INTO proposals (space_id, id, actor, client, commands, changes, summary)
         SELECT $1, $2, $3, $4, $5, $6, $7
         WHERE (SELECT count(*) FROM proposals WHERE space_id = $1 AND state = 'pending') < ${waitingMax}
         ON CONFLICT DO NOTHING RETURNING ${columns}`,
        [
          scope.spaceId,
          id,
          actor,
          client,
          JSON.stringify([command]),
          JSON.stringify(changes),
          summaryOf(changes),
        ],
      )
      const row = rows[0] ?? (await find(scope, id))
      if (!row) throw new HttpError('TOO_MANY_PROPOSALS')
      tell(scope)
      return proposalToWire(row)
    },
    async waiting({ spaceId }) {
      const { rows } = await pool.query<Row & { total: number }>(
        `SELECT ${columns}, (count(*) OVER ())::int AS total FROM proposals
         WHERE space_id = $1 AND state = 'pending' ORDER BY created_at, id LIMIT ${proposalsAtOnceMax}`,
        [spaceId],
      )
      return { proposals: rows.map(proposalToWire), total: rows[0]?.total ?? 0 }
    },
    async find(scope, id) {
      const row = await find(scope, id)
      if (!row) return null
      const command = row.state === 'pending' ? ProposedCommand.parse(row.commands[0]) : null
      return { proposal: proposalToWire(row), command }
    },
    async decide(scope, id, decision) {
      const { rows } = await pool.query<Row>(
        `UPDATE proposals SET state = $3, operation_id = $4, decided_at = now(), commands = '[]', changes = '[]',
           summary = ''
         WHERE space_id = $1 AND id = $2 AND state = 'pending' RETURNING ${columns}`,
        [scope.spaceId, id, decision.state, decision.state === 'approved' ? decision.operationId : null],
      )
      if (rows[0]) tell(scope)
      const row = rows[0] ?? (await find(scope, id))
      return row && proposalToWire(row)
    },
    async sweep() {
      await pool.query(`DELETE FROM proposals WHERE decided_at < now() - interval '${keptDays} days'`)
    },
  }
}

const actorOf = (name: string): Actor => actors.find((actor) => actor === name) ?? 'agent'

function proposalToWire(row: Row): ProposalWire {
  return {
    id: row.id,
    actor: actorOf(row.actor),
    client: row.client,
    summary: row.summary,
    changes: row.changes,
    state: proposalStates.find((state) => state === row.state) ?? 'pending',
    created_at: row.created_at.toISOString(),
    decided_at: row.decided_at?.toISOString() ?? null,
    operation_id: row.operation_id,
  }
}
