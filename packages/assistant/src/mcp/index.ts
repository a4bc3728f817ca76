export type { Caller, ChangeReader } from './caller.ts'
export { createMcpEndpoint, type HttpCaller, type McpEndpoint } from './endpoint.ts'
export { serveMcpStdio } from './stdio.ts'
