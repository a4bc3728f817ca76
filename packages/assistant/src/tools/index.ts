export type { JsonSchema } from './json-schema.ts'
export { tools, toolsFor } from './registry.ts'
export type { Tool, ToolContext, ToolHints, ToolOutcome, ToolScope } from './tool.ts'
