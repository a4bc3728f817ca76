import { createHash, randomBytes, randomInt } from 'node:crypto'
import type { Clock } from '@todo/core'
import type { Pool } from 'pg'

export type DeviceState =
  | { state: 'pending' | 'too-soon' | 'denied' | 'ended' }
  | { state: 'allowed'; userId: string; client: string }

export type WaitingDevice = { userCode: string; client: string; address: string | null; askedAt: Date }

/** Devices that ask to be let in by someone who signs in elsewhere (RFC 8628). */
export type DeviceCodes = {
  /** `address`: from where it asks, for whoever lets it in. */
  begin(client: string, address: string | null): Promise<{ deviceCode: string; userCode: string }>
  /** How a device stands; one that was allowed, denied or has ended is then forgotten. */
  poll(deviceCode: string): Promise<DeviceState>
  /** What shows a code; `null` where no device waits with it. */
  waiting(userCode: string): Promise<WaitingDevice | null>
  /** `false` where no device waits with that code. */
  answer(userCode: string, userId: string, isAllowed: boolean): Promise<boolean>
}

export const deviceLifeMs = 15 * 60_000
export const pollEveryMs = 5_000
/** A device's clock and the way to it vary a little. */
const pollSlackMs = 1_000

/** No vowels, so that no code is a word (RFC 8628, 6.1). */
const letters = 'BCDFGHJKLMNPQRSTVWXZ'
const half = (): string => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')

const hashOf = (code: string): string => createHash('sha256').update(code).digest('base64url')

/** A code as someone typed it: small letters, spaces and a missing dash do not matter. */
function userCodeOf(typed: string): string {
  const plain = typed.toUpperCase().replace(/[^A-Z]/g, '')
  return `${plain.slice(0, 4)}-${plain.slice(4, 8)}`
}

type Row = {
  id: string
  client: string
  user_id: string | null
  denied: boolean
  ended: boolean
  soon: boolean
}

export function createDeviceCodes({ pool, clock }: { pool: Pool; clock: Clock }): DeviceCodes {
  const at = (ms = 0): Date => new Date(clock.now() + ms)
  return {
    async begin(client, address) {
      const deviceCode = randomBytes(32).toString('base64url')
      const userCode = `${half()}-${half()}`
      await pool.query('DELETE FROM device_codes WHERE expires_at <= $1', [at(-deviceLifeMs)])
      await pool.query(
        `INSERT INTO device_codes (device_code_hash, user_code, client, address, expires_at)
         VALUES ($1, $2, $3, $4, $5)`,
        [hashOf(deviceCode), userCode, client, address, at(deviceLifeMs)],
      )
      return { deviceCode, userCode }
    },
    async poll(deviceCode) {
      const { rows } = await pool.query<Row>(
        `WITH before AS (SELECT id, polled_at FROM device_codes WHERE device_code_hash = $1 FOR UPDATE)
         UPDATE device_codes SET polled_at = $2 FROM before WHERE device_codes.id = before.id
         RETURNING device_codes.id, client, user_id, denied, expires_at <= $2 AS ended,
           coalesce(before.polled_at > $3, false) AS soon`,
        [hashOf(deviceCode), at(), at(pollSlackMs - pollEveryMs)],
      )
      const [row] = rows
      if (!row) return { state: 'ended' }
      if (!row.ended && !row.denied && row.user_id === null)
        return { state: row.soon ? 'too-soon' : 'pending' }
      const { rowCount } = await pool.query('DELETE FROM device_codes WHERE id = $1', [row.id])
      if (row.ended || rowCount === 0) return { state: 'ended' }
      if (row.denied || row.user_id === null) return { state: 'denied' }
      return { state: 'allowed', userId: row.user_id, client: row.client }
    },
    async waiting(userCode) {
      const { rows } = await pool.query<Omit<WaitingDevice, 'askedAt'> & { endsAt: Date }>(
        `SELECT user_code AS "userCode", client, address, expires_at AS "endsAt" FROM device_codes
         WHERE user_code = $1 AND expires_at > $2 AND user_id IS NULL AND NOT denied`,
        [userCodeOf(userCode), at()],
      )
      const [row] = rows
      if (!row) return null
      const { endsAt, ...found } = row
      return { ...found, askedAt: new Date(endsAt.getTime() - deviceLifeMs) }
    },
    async answer(userCode, userId, isAllowed) {
      const { rowCount } = await pool.query(
        `UPDATE device_codes SET user_id = $2, denied = NOT $3::boolean
         WHERE user_code = $1 AND expires_at > $4 AND user_id IS NULL AND NOT denied`,
        [userCodeOf(userCode), userId, isAllowed, at()],
      )
      return rowCount === 1
    },
  }
}
