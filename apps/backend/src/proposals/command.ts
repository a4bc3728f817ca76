import { z } from 'zod'

/** The verbs that can be proposed, with how many arguments say what is wanted; options come after them. */
export const proposableVerbs = {
  create: { argumentCount: 1 },
  update: { argumentCount: 2 },
  complete: { argumentCount: 1 },
  reopen: { argumentCount: 1 },
  delete: { argumentCount: 1 },
  restore: { argumentCount: 1 },
  purge: { argumentCount: 1 },
  batch: { argumentCount: 1 },
  undo: { argumentCount: 1 },
  undoAll: { argumentCount: 1 },
  redo: { argumentCount: 1 },
  renameTag: { argumentCount: 2 },
  deleteTag: { argumentCount: 1 },
} as const
export type ProposableVerb = keyof typeof proposableVerbs

const isVerb = (name: string): name is ProposableVerb => name in proposableVerbs

/** A verb with its arguments, as it is kept. */
export const ProposedCommand = z.strictObject({
  verb: z.string().refine(isVerb),
  args: z.array(z.unknown()).readonly(),
})
export type ProposedCommand = { verb: ProposableVerb; args: readonly unknown[] }
