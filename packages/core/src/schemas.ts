/*
 * What goes over the wire, in and out: one schema for routes, tools, forms and the OpenAPI document.
 */
export * from './schemas/account.ts'
export * from './schemas/agents.ts'
export * from './schemas/api-keys.ts'
export * from './schemas/chat.ts'
export * from './schemas/credential.ts'
export * from './schemas/device.ts'
export * from './schemas/fields.ts'
export * from './schemas/history.ts'
export * from './schemas/parameters.ts'
export { agentNamePattern } from './schemas/patterns.ts'
export * from './schemas/problem.ts'
export * from './schemas/proposals.ts'
export * from './schemas/tags.ts'
export * from './schemas/tasks.ts'
