import type { TaskService } from '@todo/core'
import { z } from 'zod'
import { argumentProblems } from './arguments.ts'
import { toolErrorOf } from './errors.ts'
import { type JsonSchema, plainSchema } from './json-schema.ts'
import type { ToolOutcome } from './outcome.ts'
import { proposalOutcome } from './proposed.ts'

/** What a credential must allow. */
export type ToolScope = 'read' | 'write'

/** The hints of MCP. Destructive is what takes a task off the list: everything else only changes it, and can be undone. */
export type ToolHints = { readOnly: boolean; destructive: boolean; idempotent: boolean }

/** On whose behalf a tool is called: the verbs are bound to the user and the author, so no tool takes either. */
export type ToolContext = {
  tasks: TaskService
  /** The calendar date (`YYYY-MM-DD`) in the zone named, else where the person is. */
  today(timezone?: string): Promise<string>
  /** Ends a call that nobody waits for any more. */
  signal: AbortSignal
  /** Tells who waits how far a long call has come. */
  progress(done: number, total: number, message: string): void
}

export type ToolAnswer<Data> = {
  /** The sentence that is shown. */
  text: string
  /** What else a model wants to know that reads texts alone: numbers, how many there are, how to go on. */
  note?: string
  data: Data
}

export type Tool = {
  name: string
  title: string
  description: string
  scope: ToolScope
  hints: ToolHints
  inputSchema: JsonSchema
  outputSchema: JsonSchema
  /** Checks the arguments and carries the call out. Throws nothing: an error is an outcome too. */
  call(args: unknown, context: ToolContext): Promise<ToolOutcome>
}

export type ToolDefinition<Input extends z.ZodObject, Output extends z.ZodObject> = Pick<
  Tool,
  'name' | 'title' | 'description' | 'scope' | 'hints'
> & {
  input: Input
  output: Output
  run(args: z.infer<Input>, context: ToolContext): Promise<ToolAnswer<z.infer<Output>>>
}

export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>({
  input,
  output,
  run,
  ...rest
}: ToolDefinition<Input, Output>): Tool {
  let schemas: { input: JsonSchema; output: JsonSchema } | null = null
  const described = () => {
    schemas ??= { input: jsonSchemaOf(input, 'input'), output: jsonSchemaOf(output, 'output') }
    return schemas
  }
  return {
    ...rest,
    get inputSchema() {
      return described().input
    },
    get outputSchema() {
      return described().output
    },
    async call(args, context) {
      try {
        const parsed = input.safeParse(args ?? {})
        if (!parsed.success) {
          throw argumentProblems(rest.name, Object.keys(input.shape), parsed.error.issues)
        }
        const { text, note = null, data } = await run(parsed.data, context)
        return { isError: false, text, note, data }
      } catch (error) {
        const proposed = proposalOutcome(error)
        if (proposed) return proposed
        const { message: text, hint: note, code, isOurs } = toolErrorOf(error)
        return { isError: true, text, note, code, isOurs }
      }
    },
  }
}

function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  return plainSchema(z.toJSONSchema(schema, { io, reused: 'inline' }))
}
