import { defineCommand, type OutputMode } from '../command.ts'
import { refusePositionals } from '../fields.ts'
import { resolveOperationId } from '../operations.ts'
import type { Session } from '../session.ts'
import { tellReverted } from './undo.ts'

export type RedoOptions = { operation: string | null; output: OutputMode }

/** Takes back the last undo, or the one named. */
export async function runRedo({ operation, output }: RedoOptions, session: Session): Promise<number> {
  const connection = await session.connect()
  const { service } = connection
  const input = operation === null ? {} : { operationId: await resolveOperationId(service, operation) }
  return tellReverted(session, output, connection, await service.redo(input), 'Redid')
}

export const redoCommand = defineCommand<RedoOptions>({
  name: 'redo',
  group: 'Going back',
  summary: 'Bring back what was undone last',
  usage: ['redo [--operation OPERATION]'],
  details: ['A new change ends it: then there is nothing to redo, unless an undo is named.'],
  flags: [
    {
      name: 'operation',
      value: 'OPERATION',
      summary: 'The undo, as todo history shows it',
      suggests: 'nothing',
    },
  ],
  positional: 'nothing',
  printsData: true,
  examples: [['redo', '']],
  parse: (args) => {
    refusePositionals(args)
    return { operation: args.text('operation') ?? null, output: args.output }
  },
  run: runRedo,
})
