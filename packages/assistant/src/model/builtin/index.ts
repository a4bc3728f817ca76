export type { Exchange, ToolCall, ToolResult, Turn } from './conversation.ts'
export { builtinModelName, createBuiltinModel } from './model.ts'
export type { Move } from './replay.ts'
export { respond } from './respond.ts'
