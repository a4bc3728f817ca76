import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, startApi } from '../api/api.ts'
import { signUp } from '../api/person.ts'
import { newPerson } from './command.ts'

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

test('the command works with an API key, until the key is revoked', async () => {
  const ada = await signUp(api)
  const path = '/api/account/api-keys'
  const made = await ada.post(path, { name: 'laptop', scopes: ['tasks:read', 'tasks:write'] })
  const { id, key } = made.body as { id: string; key: string }
  const person = newPerson()
  expect(await person.todo(['login', api.url, '--token-stdin'], { input: `${key}\n` })).toMatchObject({
    code: 0,
    stdout: `Signed in at ${api.url} as ${ada.email}.\n`,
  })
  expect((await person.todo(['add', 'Buy milk'])).stdout).toBe('Created task #1: Buy milk\n')
  expect((await person.todo(['undo'])).code).toBe(0)
  await ada.delete(`${path}/${id}`)
  expect((await person.todo(['list'])).code).toBe(4)
  person.forget()
})
