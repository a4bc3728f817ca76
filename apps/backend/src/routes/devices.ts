import { createRoute } from '@hono/zod-openapi'
import {
  AnswerDeviceBody,
  DeviceParameters,
  DeviceWaitingAnswer,
  MessageAnswer,
  NoParameters,
} from '@todo/core/schemas'
import { HttpError, rateLimited } from '@todo/http'
import { authenticate } from '../auth/authenticate.ts'
import type { WaitingDevice } from '../auth/device-codes.ts'
import type { Deps } from '../deps.ts'
import { body, credential, json, type Router, refusals, writeHeaders, writeRefusals } from '../openapi.ts'
import { accountWriting } from './account-writing.ts'

const path = '/api/account/device'
const common = { tags: ['Account'], security: credential }

/** Letting in a device that waits: who signed in is told what asks, and answers. A key cannot. */
export function addDevices(router: Router, deps: Deps): void {
  addLook(router, deps)
  const answer = createRoute({
    ...common,
    method: 'post',
    path,
    operationId: 'answerDevice',
    summary: 'Let a device in that waits with a code, or refuse it',
    middleware: accountWriting(deps),
    parameters: writeHeaders,
    request: { query: NoParameters, body: body(AnswerDeviceBody) },
    responses: {
      200: json('It was answered', MessageAnswer, 'Idempotency-Replayed'),
      ...refusals(404, 409, ...writeRefusals),
    },
  })
  router.openapi(answer, async (c) => {
    const { userId } = c.get('principal')
    const { user_code: code, answer: given } = c.req.valid('json')
    await waitingWith(deps, userId, code)
    if (!(await deps.deviceCodes.answer(code, userId, given === 'allow'))) throw noneWaits()
    return c.json({ message: given === 'allow' ? 'Device let in' : 'Device refused' }, 200)
  })
}

function addLook(router: Router, deps: Deps): void {
  const look = createRoute({
    ...common,
    method: 'get',
    path,
    operationId: 'getDevice',
    summary: 'Tell which device waits with a code',
    middleware: [authenticate(deps, 'account')],
    request: { query: DeviceParameters },
    responses: { 200: json('What asks to be let in', DeviceWaitingAnswer), ...refusals(404) },
  })
  router.openapi(look, async (c) => {
    const { user_code: code } = c.req.valid('query')
    const { userCode, client, address, askedAt } = await waitingWith(deps, c.get('principal').userId, code)
    return c.json({ user_code: userCode, client, address, asked_at: askedAt.toISOString() }, 200)
  })
}

const noneWaits = (): HttpError =>
  new HttpError('NOT_FOUND', {
    message: 'No device waits with this code; compare it with what the device shows',
  })

/** Codes are short, so who has typed too many wrong ones is told nothing for a while. */
async function waitingWith(deps: Deps, userId: string, code: string): Promise<WaitingDevice> {
  const verdict = await deps.codeLimit.look(userId)
  if (!verdict.allowed) throw rateLimited({ 'device-code': verdict }, 'Too many wrong codes; try again later')
  const found = await deps.deviceCodes.waiting(code)
  if (found) return found
  await deps.codeLimit.count(userId)
  throw noneWaits()
}
