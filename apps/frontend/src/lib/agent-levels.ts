import type { KeyScope } from '@todo/core/schemas'

/** What an agent or a key may do when it wants to change something, the most first. */
export const agentLevels = ['write', 'propose', 'read'] as const
export type AgentLevel = (typeof agentLevels)[number]

const scopeOf = { write: 'tasks:write', propose: 'tasks:propose', read: 'tasks:read' } as const

export function levelOf(scopes: readonly KeyScope[]): AgentLevel {
  return agentLevels.find((level) => scopes.includes(scopeOf[level])) ?? 'read'
}

/** What a person may choose of what was asked for. */
export const levelsAsked = (scopes: readonly KeyScope[]): AgentLevel[] =>
  agentLevels.filter((level) => scopes.includes(scopeOf[level]))

/** The scopes of a level, as far as they were asked for. */
export const scopesFor = (level: AgentLevel, asked: readonly KeyScope[]): KeyScope[] =>
  asked.filter((scope) => scope === 'tasks:read' || scope === scopeOf[level])
