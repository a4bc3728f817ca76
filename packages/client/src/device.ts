import type {
  AnswerDeviceBody,
  DeviceCodeAnswer,
  DeviceError,
  DeviceErrorAnswer,
  DeviceTokenAnswer,
  DeviceWaitingAnswer,
  ProblemAnswer,
} from '@todo/core/schemas'
import type { RepeatOptions } from './account.ts'
import { bodyOf } from './answer.ts'
import { errorOf } from './problem.ts'
import type { Transport } from './transport.ts'

/** `allowed`: the credential is kept, and who signed in is signed in here. The rest is as RFC 8628 has it. */
export type DeviceAnswer = 'allowed' | DeviceError

export type DeviceCalls = {
  /** Begins to sign in on a device; `client` is the name that history will have. */
  beginDevice(client: string): Promise<DeviceCodeAnswer>
  /** Asks whether the device was let in, no more often than `interval` says. */
  pollDevice(deviceCode: string): Promise<DeviceAnswer>
  /** What waits with a code. Throws `ServerRefusedError` with `NOT_FOUND` where nothing does. */
  waitingDevice(userCode: string): Promise<DeviceWaitingAnswer>
  answerDevice(input: AnswerDeviceBody, options?: RepeatOptions): Promise<void>
}

const grantType = 'urn:ietf:params:oauth:grant-type:device_code'

export function deviceCalls({ call, send, credentials, url }: Transport): DeviceCalls {
  return {
    waitingDevice: async (user_code) =>
      bodyOf<DeviceWaitingAnswer>(await call('getDevice', { query: { user_code } })),
    async answerDevice(input, options = {}) {
      await call('answerDevice', { json: input, ...options })
    },
    beginDevice: async (client) =>
      bodyOf<DeviceCodeAnswer>(await send('deviceCode', { json: { client_id: client } }, null)),
    async pollDevice(deviceCode) {
      const json = { grant_type: grantType, device_code: deviceCode }
      const response = await send('deviceToken', { json, answers: [400] }, null)
      if (!response.ok) {
        const refused = await bodyOf<DeviceErrorAnswer | ProblemAnswer>(response.clone())
        if ('code' in refused) throw await errorOf(response, url)
        return refused.error
      }
      const { access_token, refresh_token } = await bodyOf<DeviceTokenAnswer>(response)
      await credentials.set({ kind: 'session', accessToken: access_token, refreshToken: refresh_token })
      return 'allowed'
    },
  }
}
