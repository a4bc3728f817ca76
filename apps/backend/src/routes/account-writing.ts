import { createHmac, hkdfSync } from 'node:crypto'
import { describeError, HttpError, limitBody, readBody, refuseBody } from '@todo/http'
import { createMiddleware } from 'hono/factory'
import { CompactEncrypt, compactDecrypt } from 'jose'
import { authenticate } from '../auth/authenticate.ts'
import type { Deps } from '../deps.ts'
import type { AppEnv } from '../environment.ts'
import { idempotent } from '../idempotency/idempotent.ts'
import type { AnswerRecords } from '../idempotency/records.ts'

/**
 * What stands before a write on the account. A key lets it be sent again, as for tasks. No operation can tell later
 * what became of it, so once its answer is forgotten a repeat is refused, and still changes nothing.
 */
export const accountWriting = (deps: Deps) => [...before(deps), ...once(deps)]

/** The same where the address says it all. */
export const accountActing = (deps: Deps) => [...before(deps), refuseBody(), ...once(deps)]

const before = (deps: Deps) => [authenticate(deps, 'account'), limitBody(), readBody()]
const once = (deps: Deps) => [
  hideBody(deps.config.auth.jwt_secret),
  idempotent({ ...deps, answers: sealedAnswers(deps) }),
]

/** Two requests are compared by a hash of their bodies, and these hold passwords: a hash that needs the secret. */
function hideBody(secret: string) {
  return createMiddleware<AppEnv>(async (c, next) => {
    c.set('bodyText', createHmac('sha256', secret).update(c.get('bodyText')).digest('base64url'))
    await next()
  })
}

const forgotten = describeError(new HttpError('ANSWER_FORGOTTEN')).problem

/** Answers about an account hold addresses and keys, so the database keeps them encrypted. */
function sealedAnswers({ answers, ids, config }: Deps): AnswerRecords {
  const secret = config.auth.jwt_secret
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'stored answers', 32))
  const seal = (body: string): Promise<string> =>
    new CompactEncrypt(new TextEncoder().encode(body))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(key)
  const open = async (sealed: string): Promise<string | null> => {
    const opened = await compactDecrypt(sealed, key).catch(() => null)
    return opened && new TextDecoder().decode(opened.plaintext)
  }
  return {
    async find(spaceId, name) {
      const record = await answers.find(spaceId, name)
      if (!record) return null
      const body = record.body === null ? null : await open(record.body)
      const known = { ...record, operationId: null }
      if (body !== null) return { ...known, body }
      return { ...known, status: forgotten.status, body: JSON.stringify(forgotten) }
    },
    save: async (spaceId, answer) =>
      answers.save(spaceId, { ...answer, body: await seal(answer.body) }, ids.uuid()),
    sweep: answers.sweep,
  }
}
