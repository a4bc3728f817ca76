import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type Api, startApi } from './api.ts'
import { type Person, password, sendJson, signUp } from './person.ts'

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

const keysPath = '/api/account/api-keys'
const newPassword = 'another horse battery'

/** An answer that was checked against the document. */
const madeOf = ({ body }: Answer): { id: string; key: string } => body as { id: string; key: string }

const makeKey = (person: Person, headers: Record<string, string>, name = 'backup') =>
  person.post(keysPath, { name, scopes: ['tasks:read'] }, headers)

const sessionOf = async (person: Person): Promise<string> => {
  await sendJson(api, 'POST', '/api/auth/login', null, { email: person.email, password, client: 'cli' })
  const { sessions } = (await person.get('/api/account/sessions')).body as {
    sessions: { id: string; client: string }[]
  }
  return sessions.find(({ client }) => client === 'cli')?.id ?? ''
}

const writes: [string, (person: Person) => Promise<(headers: Record<string, string>) => Promise<Answer>>][] =
  [
    ['a change of the name', async (person) => (key) => person.patch('/api/account', { name: 'Eve' }, key)],
    [
      'another password',
      async (person) => (key) =>
        person.post('/api/account/password', { current_password: password, new_password: newPassword }, key),
    ],
    [
      'the end of a session',
      async (person) => {
        const id = await sessionOf(person)
        return (key) => person.delete(`/api/account/sessions/${id}`, undefined, key)
      },
    ],
    ['a new API key', async (person) => (key) => makeKey(person, key)],
    [
      'the end of an API key',
      async (person) => {
        const { id } = madeOf(await makeKey(person, {}))
        return (key) => person.delete(`${keysPath}/${id}`, undefined, key)
      },
    ],
  ]

describe('a write on the account with an idempotency key', () => {
  test.each(writes)('%s is carried out once, and answered the same again', async (_, ready) => {
    const ada = await signUp(api)
    const write = await ready(ada)
    const headers = { 'idempotency-key': randomUUID() }
    const [first, again] = [await write(headers), await write(headers)]
    expect([200, 201]).toContain(first.status)
    expect(first.headers.get('idempotency-replayed')).toBeNull()
    expect([again.status, again.text]).toEqual([first.status, first.text])
    expect(again.headers.get('idempotency-replayed')).toBe('true')
  })

  test('makes one API key, also where it is sent twice at once', async () => {
    const ada = await signUp(api)
    const headers = { 'idempotency-key': randomUUID() }
    const answers = await Promise.all([makeKey(ada, headers), makeKey(ada, headers)])
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect((await ada.get(keysPath)).body).toMatchObject({ api_keys: [{ id: madeOf(answers[0]).id }] })
    const { status, body } = await makeKey(ada, headers, 'another')
    expect([status, body]).toEqual([422, expect.objectContaining({ code: 'IDEMPOTENCY_KEY_REUSED' })])
    const refused = await makeKey(ada, { 'idempotency-key': 'with space' })
    expect([refused.status, refused.body]).toEqual([
      400,
      expect.objectContaining({ errors: [expect.objectContaining({ path: 'Idempotency-Key' })] }),
    ])
  })

  test('changes nothing either once the answer is forgotten, or where it was never stored', async () => {
    const ada = await signUp(api)
    const headers = { 'idempotency-key': randomUUID() }
    const { id } = madeOf(await makeKey(ada, headers))
    const space = [ada.userId]
    const expectForgotten = async () => {
      const { status, body } = await makeKey(ada, headers)
      expect([status, body]).toEqual([409, expect.objectContaining({ code: 'ANSWER_FORGOTTEN' })])
      expect((await ada.get(keysPath)).body).toMatchObject({ api_keys: [{ id }] })
    }
    await api.pool.query(
      `UPDATE idempotency SET created_at = now() - interval '2 days' WHERE space_id = $1`,
      space,
    )
    await expectForgotten()
    await api.pool.query('DELETE FROM idempotency WHERE space_id = $1', space)
    await expectForgotten()
  })

  test('leaves no key, no address and no hash of a password that could be guessed back', async () => {
    const ada = await signUp(api)
    const sent = { current_password: password, new_password: newPassword }
    const { key } = madeOf(await makeKey(ada, { 'idempotency-key': 'one' }))
    await ada.patch('/api/account', { name: 'Eve' }, { 'idempotency-key': 'two' })
    await ada.post('/api/account/password', sent, { 'idempotency-key': 'three' })
    const { rows } = await api.pool.query('SELECT fingerprint, body FROM idempotency WHERE space_id = $1', [
      ada.userId,
    ])
    expect(rows).toHaveLength(3)
    const stored = JSON.stringify(rows)
    for (const secret of [key, ada.email, 'Eve']) expect(stored).not.toContain(secret)
    const plain = ['POST', '/api/account/password', '', '', JSON.stringify(sent)].join('\n')
    expect(stored).not.toContain(createHash('sha256').update(plain).digest('base64url'))
  })
})
