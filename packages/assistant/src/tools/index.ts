export type { JsonSchema } from './json-schema.ts'
export type { ToolOutcome } from './outcome.ts'
export { tools, toolsFor } from './registry.ts'
export type { Tool, ToolContext, ToolHints, ToolScope } from './tool.ts'
