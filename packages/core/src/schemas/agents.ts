import { z } from 'zod'
import { keyScopes } from './api-keys.ts'
import { listOf, Ordinal, UtcTime, Uuid } from './fields.ts'

const KeyScopes = listOf(z.enum(keyScopes))

/** An agent that a person has let in. `hosts`: where the answers to it go, which it cannot make up. */
export const AgentOutput = z
  .strictObject({
    id: Uuid,
    name: z.string(),
    client: z.string(),
    scopes: KeyScopes,
    hosts: listOf(z.string()),
    created_at: UtcTime,
    last_used_at: UtcTime.nullable(),
  })
  .meta({ id: 'Agent' })
export type AgentWire = z.infer<typeof AgentOutput>
export const AgentsAnswer = z.strictObject({ agents: listOf(AgentOutput) })
export type AgentsAnswer = z.infer<typeof AgentsAnswer>

/** The query of the page that asks, as the server has signed it. */
const ConsentQuery = z.string().min(1).max(8_000)

export const AskingAgentParameters = z.strictObject({ query: ConsentQuery })
/** Who asks for what. `host`: where the answer goes; `allowed`: what the agent may do already. */
export const AskingAgentAnswer = z.strictObject({
  name: z.string(),
  client: z.string(),
  host: z.string(),
  scopes: KeyScopes,
  allowed: KeyScopes.nullable(),
})
export type AskingAgentAnswer = z.infer<typeof AskingAgentAnswer>

const allowedScopes = z.array(z.enum(keyScopes)).min(1).max(keyScopes.length)
export const AnswerAgentBody = z
  .discriminatedUnion('answer', [
    z.strictObject({ query: ConsentQuery, answer: z.literal('allow'), scopes: allowedScopes }),
    z.strictObject({ query: ConsentQuery, answer: z.literal('deny') }),
  ])
  .meta({ id: 'AnswerAgent' })
export type AnswerAgentBody = z.infer<typeof AnswerAgentBody>
/** Where to go now: back to the agent. */
export const AgentAnsweredAnswer = z.strictObject({ redirect_to: z.string() })
export type AgentAnsweredAnswer = z.infer<typeof AgentAnsweredAnswer>

/** RFC 8693, as a form or as JSON; the names are the RFC's. */
export const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange'
export const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token'

export const chatAudience = 'chat'
export const TokenExchangeBody = z
  .strictObject({
    grant_type: z.literal(exchangeGrant),
    subject_token: z.string().min(1).max(4096),
    subject_token_type: z.literal(accessTokenType),
    /** Where the new one is for what a person tells the assistant. */
    audience: z.literal(chatAudience).optional(),
  })
  .meta({ id: 'TokenExchange' })
export const TokenExchangeAnswer = z.strictObject({
  access_token: z.string(),
  issued_token_type: z.literal(accessTokenType),
  token_type: z.literal('Bearer'),
  expires_in: Ordinal,
  scope: z.string(),
})
export type TokenExchangeAnswer = z.infer<typeof TokenExchangeAnswer>
