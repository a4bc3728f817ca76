import {
  type Change,
  type Context,
  changesOf,
  changesToWire,
  createTaskService,
  eventTypeOf,
  type TaskEdit,
  type TaskService,
} from '@todo/core'
import type { ProposalWire, ProposedChangeWire } from '@todo/core/schemas'
import { HttpError } from '@todo/http'
import { type ProposedCommand, proposableVerbs } from './command.ts'
import type { Proposals } from './proposals.ts'

/** Thrown in place of what a verb returns: it was proposed, and waits. */
export class Proposed extends Error {
  readonly proposal: ProposalWire

  constructor(proposal: ProposalWire) {
    super('It waits for the person')
    this.name = 'Proposed'
    this.proposal = proposal
  }
}

/** What a verb would have committed. */
class Decided extends Error {
  readonly change: Change

  constructor(change: Change) {
    super('Decided, and not committed')
    this.change = change
  }
}

/**
 * The verbs for a credential that may only propose. Reading is as ever; a write is decided on the tasks as they are, so
 * that a bad one is refused at once, and kept as a proposal in place of being committed. One that would change nothing
 * changes nothing.
 */
export function proposingService(
  context: Context,
  proposals: Pick<Proposals, 'add'>,
  operationId: () => string | undefined,
): TaskService {
  const deciding = createTaskService({
    ...context,
    store: {
      ...context.store,
      commit: (_, change) => Promise.reject(new Decided(change)),
    },
  })
  const propose = async (verb: ProposedCommand['verb'], args: readonly unknown[]): Promise<unknown> => {
    try {
      return await call(deciding, verb, args)
    } catch (error) {
      if (!(error instanceof Decided)) throw error
      const { change } = error
      throw new Proposed(
        await proposals.add(context, {
          id: operationId() ?? change.operation.id,
          command: { verb, args: settled(verb, args, change) },
          changes: change.edits.map(proposedChange),
        }),
      )
    }
  }
  const writes = Object.fromEntries(
    Object.entries(proposableVerbs).map(([verb, { argumentCount }]) => [
      verb,
      (...args: unknown[]) => propose(verb as ProposedCommand['verb'], args.slice(0, argumentCount)),
    ]),
  )
  return {
    ...deciding,
    ...writes,
    import: (input, options) =>
      input.dryRun ? deciding.import(input, options) : Promise.reject(new HttpError('INSUFFICIENT_SCOPE')),
  }
}

/** Calls a verb by its name. Its arguments were taken by the verb itself before, so they are what it takes. */
export function call(
  service: TaskService,
  verb: ProposedCommand['verb'],
  args: readonly unknown[],
): Promise<unknown> {
  return Reflect.apply(service[verb], service, [...args])
}

/** The arguments with what they left open as it was decided: later it would mean something else. */
function settled(
  verb: ProposedCommand['verb'],
  args: readonly unknown[],
  { operation, edits }: Change,
): readonly unknown[] {
  const [first] = args
  switch (verb) {
    case 'create':
      return [{ ...asObject(first), id: edits[0]?.after?.id }]
    case 'batch':
      return [withIds(first, edits)]
    case 'undo':
    case 'redo':
      return [{ operationId: operation.reverts[0] }]
    case 'undoAll':
      return [{ to: operation.at, ...asObject(first) }]
    case 'purge':
      return [edits.flatMap(({ before }) => before?.id ?? [])]
    default:
      return args
  }
}

/** New tasks get the ids that they were decided with. */
function withIds(commands: unknown, edits: readonly TaskEdit[]): unknown {
  if (!Array.isArray(commands)) return commands
  const given = new Set(commands.map((command: unknown) => Reflect.get(asObject(command), 'id')))
  const made = edits.flatMap(({ before, after }) =>
    before === null && !given.has(after.id) ? [after.id] : [],
  )
  return commands.map((command: unknown) => {
    const { op, id } = { op: null, id: undefined, ...asObject(command) }
    return op === 'create' && id === undefined ? { ...asObject(command), id: made.shift() } : command
  })
}

const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {})

export function proposedChange(edit: TaskEdit): ProposedChangeWire {
  const { before, after } = edit
  const named = after ?? before
  return {
    type: eventTypeOf(edit),
    task_id: named?.id ?? '',
    number: before?.number ?? null,
    title: named?.title ?? '',
    changes: changesToWire(changesOf(edit)),
  }
}
