import { createHash } from 'node:crypto'
import { createKeyedLock, isUuid, TodoError } from '@todo/core'
import { HttpError } from '@todo/http'
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Deps } from '../deps.ts'
import type { AppEnv } from '../environment.ts'
import type { AnswerRecord } from './records.ts'

/** Refusals that may be otherwise the next time: they are not stored. */
const passing = new Set([401, 403, 409, 412, 429])

/**
 * Runs a write with an `Idempotency-Key` once. The key names the operation, which is unique in the space for
 * ever, so that a repeat changes nothing whatever became of the answer; the answer is committed with the
 * operation, and repeats the first one word for word. A second request with the same key waits for the first.
 */
export function idempotent(deps: Deps) {
  const lock = createKeyedLock()
  return createMiddleware<AppEnv>(async (c, next) => {
    const key = keyOf(c.req.header('idempotency-key'))
    if (key === null) {
      await next()
      return undefined
    }
    const { spaceId } = c.get('domain').scope
    return lock(`${spaceId} ${key}`, async () => {
      const request = { key, fingerprint: fingerprintOf(c) }
      const kept = await keptAnswer(deps, spaceId, request)
      if (kept) return kept
      c.set('request', { ...request, operationId: operationOf(deps, spaceId, key) })
      await next()
      if (c.res.headers.has(replayedHeader)) {
        // Another server was faster, and has answered; or its answer was forgotten, and is told from the operation.
        const answer = keptAnswer(deps, spaceId, request).catch((error: unknown) => {
          // What the handler has answered was about the other's request, down to its headers.
          c.res = undefined
          throw error
        })
        return (await answer) ?? undefined
      }
      if (!c.res.headers.has(operationHeader)) await save(deps, c, request)
      return undefined
    })
  })
}

type Keyed = { key: string; fingerprint: string }

const proposed = 202
const replayedHeader = 'Idempotency-Replayed'
const operationHeader = 'X-Operation-Id'

/** The answer that was given before, or `null`. Throws where it was given to another request. */
async function keptAnswer(
  deps: Deps,
  spaceId: string,
  { key, fingerprint }: Keyed,
): Promise<Response | null> {
  const record = await deps.answers.find(spaceId, key)
  if (record && record.fingerprint !== fingerprint) throw new HttpError('IDEMPOTENCY_KEY_REUSED')
  return record?.body ? answerOf(record, record.body) : null
}

const operationOf = ({ ids }: Deps, spaceId: string, key: string): string =>
  isUuid(key) ? key : ids.derive(`idempotency ${spaceId}`, key)

function keyOf(header: string | undefined): string | null {
  if (header === undefined) return null
  if (!/^[\x21-\x7e]{1,255}$/.test(header)) {
    throw new TodoError('VALIDATION_FAILED', {
      issues: [{ path: 'Idempotency-Key', message: 'Use 1 to 255 visible characters' }],
    })
  }
  const lower = header.toLowerCase()
  return isUuid(lower) ? lower : header
}

/** What makes two requests the same: who asks for what, with which body, under which condition. */
function fingerprintOf(c: Context<AppEnv>): string {
  const { pathname, search } = new URL(c.req.url)
  return createHash('sha256')
    .update([c.req.method, pathname, search, c.req.header('if-match') ?? '', c.get('bodyText')].join('\n'))
    .digest('base64url')
}

async function save(deps: Deps, c: Context<AppEnv>, { key, fingerprint }: Keyed): Promise<void> {
  const { status } = c.res
  if (status >= 500 || passing.has(status)) return
  const body = await c.res.clone().text()
  // A proposal is told from its own row, so that its answer is forgotten after a day, as those of operations are.
  const proposalId = status === proposed ? c.get('request')?.operationId : undefined
  await deps.answers.save(c.get('domain').scope.spaceId, { key, fingerprint, status, body }, proposalId)
}

function answerOf({ status, operationId }: AnswerRecord, body: string): Response {
  const headers = new Headers({
    'Content-Type': status < 400 ? 'application/json' : 'application/problem+json',
    [replayedHeader]: 'true',
  })
  if (operationId && status !== proposed) headers.set(operationHeader, operationId)
  const version = /^\{"task":\{.*?"version":(\d+),/.exec(body)?.[1]
  if (version) headers.set('ETag', `"${version}"`)
  return new Response(body, { status, headers })
}
