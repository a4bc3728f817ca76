import { createHash, timingSafeEqual } from 'node:crypto'
import type { Clock, TokenScope } from '@todo/core'
import { HttpError, type Principal, type TokenVerifier } from '@todo/http'
import type { Pool } from 'pg'
import { type AccessTokenInput, issueAccessToken, type TokenSubject } from './access-token.ts'
import { agentClient } from './agent-client.ts'
import type { Agents } from './agents.ts'
import { isApiKey } from './api-keys.ts'
import type { LoadBetterAuth } from './load-better-auth.ts'

export type Exchanged = { token: string; seconds: number; scopes: readonly TokenScope[] }

/**
 * Gives the AI service a token with which it acts for whoever showed it theirs (RFC 8693). The new one is for this
 * API, lasts five minutes at most, allows what the shown one allows and nothing about the account, and says whose hand
 * it is: an agent's where an agent's token or a key was shown, the assistant's where the person's own was.
 */
export type TokenExchange = {
  /** Whether it is the AI service that asks. */
  isService(secret: string): boolean
  /** `isChat`: a person speaks to the assistant, whatever credential they showed. Throws `INVALID_SUBJECT_TOKEN`. */
  exchange(subjectToken: string, isChat?: boolean): Promise<Exchanged>
}

export type TokenExchangeInput = {
  pool: Pool
  clock: Clock
  betterAuth: LoadBetterAuth
  agents: Pick<Agents, 'used'>
  /** Of agents' tokens, keys, and the tokens of this API. */
  agentTokens: Pick<TokenVerifier, 'verify'>
  tokens: Pick<TokenVerifier, 'verify'>
  secret: string
}

const lifeMs = 5 * 60_000

export function createTokenExchange(input: TokenExchangeInput): TokenExchange {
  const { pool, clock, agents, agentTokens, tokens } = input

  const subjectOf = async (token: string): Promise<TokenSubject | null> => {
    const agent = isApiKey(token) ? null : await agentTokens.verify(token)
    if (agent) {
      agents.used(agent.sessionId)
      return subject(agent, agent)
    }
    const principal = await tokens.verify(token)
    if (!principal) return null
    if (!isApiKey(token)) {
      return principal.actor === 'user' ? subject(principal, { actor: 'assistant', client: 'chat' }) : null
    }
    return subject(principal, { actor: 'agent', client: agentClient(await keyName(pool, principal)) })
  }

  /** Who speaks in the chat is a person. */
  const speakerOf = async (token: string): Promise<TokenSubject | null> => {
    const principal = await tokens.verify(token)
    return principal?.actor === 'user' ? subject(principal, { actor: 'assistant', client: 'chat' }) : null
  }

  return {
    isService: (secret) => sameText(secret, input.secret),
    async exchange(subjectToken, isChat = false) {
      const found = await (isChat ? speakerOf : subjectOf)(subjectToken)
      if (!found) throw new HttpError('INVALID_SUBJECT_TOKEN')
      const auth: AccessTokenInput = { auth: await input.betterAuth(), pool, now: clock.now(), lifeMs }
      return { token: await issueAccessToken(auth, found), seconds: lifeMs / 1000, scopes: found.scopes }
    },
  }
}

type Author = Pick<TokenSubject, 'actor' | 'client'>

function subject({ sessionId, userId, scopes }: Principal, { actor, client }: Author): TokenSubject {
  return { id: sessionId, userId, actor, client, scopes: scopes.filter((scope) => scope !== 'account') }
}

async function keyName(pool: Pool, { sessionId }: Principal): Promise<string> {
  const { rows } = await pool.query<{ name: string }>('SELECT name FROM api_keys WHERE id = $1', [sessionId])
  return rows[0]?.name ?? 'key'
}

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()
const sameText = (left: string, right: string): boolean => timingSafeEqual(hashOf(left), hashOf(right))
